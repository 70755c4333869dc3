"""Help says of every tool whether it works here, and if not, why."""

import pytest

from bot.domain.ids import ProviderId
from bot.domain.offers import Coverage
from bot.domain.toolbox import ENHANCE, FACESWAP, IMAGINE, TOOLS
from bot.domain.tools import Family, Output
from bot.ui.help import COVERAGES, FAMILIES, LONGEST_PAGE, Place, details, overview
from bot.upstreams.inventory import OfferEntry, ToolEntry
from tests.ui.entries import KEYLESS, LIMITS, OFF, offer_entry, tool_entry

NORTH = ProviderId("north")
HERE = Place(locale="en-US", keyed=(), is_direct=False)
WITH_KEY = Place(locale="en-US", keyed=(NORTH,), is_direct=False)
DIRECT = Place(locale="en-US", keyed=(), is_direct=True)


def line(*offers: OfferEntry, place: Place = HERE) -> str:
    """What the overview says of /enhance."""
    (page,) = overview([tool_entry(ENHANCE, *offers)], place)
    (found,) = [line for line in page.splitlines() if "`/enhance`" in line]
    return found


def test_a_tool_that_works_here_is_ticked() -> None:
    assert line(offer_entry()) == "✅ `/enhance` Make a picture larger, cleaner and sharper."


def test_a_missing_key_is_said_with_what_adds_it() -> None:
    assert line(offer_entry(KEYLESS)) == (
        "🔑 `/enhance` Make a picture larger, cleaner and sharper. "
        "North Light isn't set up here yet. `/keys set` adds its key."
    )


def test_a_servers_own_key_makes_it_work() -> None:
    assert line(offer_entry(KEYLESS), place=WITH_KEY).startswith("✅")


def test_a_key_does_not_help_where_something_else_is_missing() -> None:
    assert line(offer_entry(OFF), place=WITH_KEY).startswith("💤")


def test_in_direct_messages_nobody_is_sent_to_set_a_key() -> None:
    assert line(offer_entry(KEYLESS), place=DIRECT).endswith(
        "That isn't set up for direct messages. On a server of yours it may be."
    )


def test_what_is_off_is_said_with_what_turns_it_on() -> None:
    assert line(offer_entry(OFF)).endswith(
        "North Light doesn't document how to do that; the operator turns it on with a table."
    )


def test_one_offer_that_works_is_enough() -> None:
    assert line(offer_entry(OFF), offer_entry(KEYLESS), offer_entry()).startswith("✅")


def test_a_key_that_would_help_is_named_before_what_is_off() -> None:
    assert line(offer_entry(OFF), offer_entry(KEYLESS)).startswith("🔑")


def test_a_tool_that_nobody_offers_is_off() -> None:
    assert line() == (
        "💤 `/enhance` Make a picture larger, cleaner and sharper. "
        "Nothing that can do **enhance** is set up here yet. `/keys set` adds a provider's key."
    )


def test_tools_stand_with_their_family() -> None:
    (page,) = overview([tool_entry(tool, offer_entry()) for tool in (ENHANCE, FACESWAP, IMAGINE)], HERE)
    order = [page.index(text) for text in ("Faces and", "/faceswap", "from words", "/imagine", "Changing", "/enhance")]
    assert order == sorted(order)


def test_a_family_without_tools_is_not_mentioned() -> None:
    (page,) = overview([tool_entry(ENHANCE)], HERE)
    assert "Faces and portraits" not in page


def test_every_tool_is_listed_in_messages_that_discord_takes() -> None:
    pages = overview([tool_entry(tool, offer_entry(OFF)) for tool in TOOLS], HERE)
    assert all(0 < len(page) <= LONGEST_PAGE for page in pages)
    assert all(f"`/{tool.key}`" in "\n".join(pages) for tool in TOOLS)


def test_no_line_is_lost_between_pages() -> None:
    many = [a_tool(f"tool-{number}") for number in range(80)]
    pages = overview(many, HERE)
    assert len(pages) > 1
    assert [f"`/{entry.key}`" in "\n".join(pages) for entry in many] == [True] * len(many)


def a_tool(key: str) -> ToolEntry:
    """A tool of an operator's own, with the longest summary."""
    return ToolEntry(
        key=key, command=f"/{key}", family=Family.EDIT, summary="x" * 100, output=Output.PICTURES, offers=()
    )


def test_the_details_name_price_limits_and_how_well_it_is_documented() -> None:
    (page,) = details(tool_entry(ENHANCE, offer_entry()), HERE)
    assert page.splitlines() == [
        "**/enhance** Make a picture larger, cleaner and sharper.",
        "",
        "✅ **North Light** `north.x` · 2 credits · documented",
        "Takes JPEG, PNG up to 5 MB, no side longer than 2,048 px. Each side needs at least 64 px.",
    ]


def test_the_details_tell_why_an_offer_does_not_work() -> None:
    (page,) = details(tool_entry(ENHANCE, offer_entry(OFF)), HERE)
    assert page.splitlines()[2].startswith("💤 **North Light**")
    assert page.splitlines()[-1].startswith("North Light doesn't document how to do that")


def test_only_limits_that_there_are_are_named() -> None:
    limits = LIMITS.model_copy(update={"formats": (), "min_side": 1, "max_pixels": 4_000_000})
    (page,) = details(tool_entry(ENHANCE, offer_entry(limits=limits)), HERE)
    assert page.splitlines()[-1] == (
        "Takes any picture that I can open, up to 5 MB, no side longer than 2,048 px. At most 4 megapixels in all."
    )


def test_without_a_picture_there_are_no_limits_to_tell() -> None:
    (page,) = details(tool_entry(IMAGINE, offer_entry(limits=None)), HERE)
    assert page.splitlines()[-1].startswith("✅ **North Light**")


def test_the_details_of_a_tool_that_nobody_offers_say_so() -> None:
    (page,) = details(tool_entry(ENHANCE), HERE)
    assert page.splitlines()[-1].startswith("💤 Nothing that can do **enhance**")


@pytest.mark.parametrize("offers", [1, 6, 20])
def test_the_details_name_every_offer_in_messages_that_discord_takes(offers: int) -> None:
    many = [offer_entry(OFF, key=f"north.{number}") for number in range(offers)]
    pages = details(tool_entry(ENHANCE, *many), HERE)
    assert all(0 < len(page) <= LONGEST_PAGE for page in pages)
    assert all(f"`{offer.key}`" in "\n".join(pages) for offer in many)


@pytest.mark.parametrize("family", Family)
def test_every_family_has_a_heading(family: Family) -> None:
    assert family in FAMILIES


@pytest.mark.parametrize("coverage", Coverage)
def test_every_way_to_be_documented_has_words(coverage: Coverage) -> None:
    assert coverage in COVERAGES
