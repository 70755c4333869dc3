"""What somebody who types is offered: what fits, no more than Discord shows, and never an error."""

import pytest
from structlog.testing import capture_logs

from bot.domain.listings import Entry, ListKind
from bot.domain.sentences import Reason, Sentence
from bot.engine.listings import Listings
from storage.database import Database
from tests.engine.bench import Bench
from tests.storage.requests import GUILD, USER

MODELS = (
    Entry(value="m-1", label="Anime XL"),
    Entry(value="anything", label="Vivid"),
    Entry(value="m-3", label="ŒUVRE"),
)
OFF = Sentence.of(Reason.FEATURE_OFF, provider="Vendor", setting="x")


async def suggested(bench: Bench, option: str, typed: str, *, tool: str = "enhance") -> list[str]:
    entries = await bench.studio.suggestions(tool, option, typed, guild_id=GUILD, user_id=USER)
    return [entry.value for entry in entries]


async def test_suggestions_are_what_offers_take_and_no_more_than_discord_shows(bench: Bench) -> None:
    bench.vendor.does(choices={"mode": ("Photo", "old_print")})
    bench.spare.does(choices={"mode": ("old_print", "night", *(f"m{n}" for n in range(40)))})
    everything = await suggested(bench, "mode", "")
    assert (everything[:3], len(everything)) == (["Photo", "old_print", "night"], 25)
    assert await suggested(bench, "mode", " PHO") == ["Photo"]
    assert await suggested(bench, "colour", "") == []


async def test_what_is_off_is_not_suggested(bench: Bench) -> None:
    bench.vendor.does(choices={"mode": ("photo",)}, off=OFF)
    assert await suggested(bench, "mode", "") == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("any", ["anything"]), ("VIV", ["anything"]), ("m-", ["m-1", "m-3"]), ("œuv", ["m-3"]), ("zzz", []), ("%", [])],
)
async def test_a_listed_value_is_found_by_its_name_and_by_what_it_is(
    bench: Bench, typed: str, expected: list[str]
) -> None:
    bench.vendor.listings[ListKind.MODEL] = MODELS
    assert await suggested(bench, "model", typed, tool="imagine") == expected


async def test_of_a_long_list_so_much_is_shown_as_discord_shows(bench: Bench) -> None:
    bench.vendor.listings[ListKind.MODEL] = tuple(Entry(value=f"m-{n}", label=f"Model {n}") for n in range(3000))
    assert await suggested(bench, "model", "", tool="imagine") == [f"m-{n}" for n in range(25)]
    assert await suggested(bench, "model", "2999", tool="imagine") == ["m-2999"]


async def test_each_option_has_the_list_of_its_kind(bench: Bench) -> None:
    for kind in ListKind:
        bench.vendor.listings[kind] = (Entry(value=kind, label=kind),)
    for option in ("model", "lora", "vae", "embedding"):
        assert await suggested(bench, option, "", tool="imagine") == [option]


@pytest.mark.parametrize("option", ["model", "lora"])
async def test_while_the_database_is_away_there_is_nothing_to_suggest(bench: Bench, option: str) -> None:
    away = Database.open("sqlite+aiosqlite:////no/such/folder/darkroom.db")
    listings = Listings(router=bench.desk.router, database=away, clock=bench.clock)
    blind = bench.restarted(listings=listings)
    with capture_logs() as lines:
        assert await suggested(blind, option, "", tool="imagine") == []
    await away.close()
    assert [line["event"] for line in lines] == ["nothing to suggest"]
