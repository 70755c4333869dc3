"""The providers' lists: kept for a while, renewed behind the scenes, and never trusted more than the provider."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from bot.domain.errors import Garbled, Rejected
from bot.domain.ids import GuildId
from bot.domain.lifecycle import State
from bot.domain.listings import Entry, ListKind
from bot.domain.offers import Credentials
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from bot.engine.listings import Listings
from tests.engine.bench import Bench
from tests.engine.vendor import KEY, unreachable
from tests.storage.requests import GUILD, MINUTE, SECOND, USER

ANIME, PHOTO = Entry(value="m-1", label="Anime"), Entry(value="m-2", label="Photo")
OTHER_KEY: Credentials = {"token": SecretStr("other-token")}
GARBLED = Garbled(Reason.UPSTREAM_GARBLED, provider="Vendor")
STALE, PAUSE = 6 * MINUTE, 16 * SECOND


@pytest.fixture
async def impatient(bench: Bench) -> AsyncIterator[Bench]:
    """A process in which nobody who types is kept waiting."""
    desk = bench.desk
    listings = Listings(router=desk.router, database=desk.database, clock=desk.clock, patience_s=0.01)
    yield bench.restarted(listings=listings)
    await listings.close()


async def models(bench: Bench, guild: GuildId = GUILD) -> list[Entry]:
    return list(await bench.studio.suggestions("imagine", "model", "", guild_id=guild, user_id=USER))


async def drawn(bench: Bench, model: str = ANIME.value, **changes: Any) -> Task:
    return await bench.ask_and_work(tool="imagine", options={"prompt": "x", "model": model}, inputs=(), **changes)


async def renewed(bench: Bench) -> None:
    """Until no list is being read any more."""
    asking = [kept.asking for kept in bench.desk.listings._kept.values() if kept.asking]
    await asyncio.gather(*asking)


async def give_key(bench: Bench, guild: GuildId, key: Credentials) -> None:
    async with bench.desk.database.transaction() as connection:
        await bench.vault.put(connection, guild, bench.vendor.id, key, by=USER, now=bench.clock.now())


async def test_a_list_is_as_the_provider_gives_it(bench: Bench) -> None:
    bench.vendor.listings[ListKind.MODEL] = (PHOTO, ANIME)
    assert await models(bench) == [PHOTO, ANIME]


async def test_a_list_is_read_once_for_all_who_type(bench: Bench) -> None:
    bench.vendor.listings[ListKind.MODEL] = (ANIME,)
    await asyncio.gather(*(models(bench, GuildId(n)) for n in range(5)))
    await models(bench)
    assert len(bench.vendor.listed) == 1


async def test_an_old_list_is_shown_at_once_and_renewed_behind_the_scenes(bench: Bench) -> None:
    bench.vendor.listings[ListKind.MODEL] = (ANIME,)
    await models(bench)
    bench.clock.shift(STALE)
    may_answer = bench.vendor.gives_late(ListKind.MODEL, (PHOTO,))
    assert await models(bench) == [ANIME]
    may_answer.set()
    await renewed(bench)
    assert await models(bench) == [PHOTO]
    assert len(bench.vendor.listed) == 2


async def test_a_slow_provider_holds_up_nobody_who_types(impatient: Bench) -> None:
    may_answer = impatient.vendor.gives_late(ListKind.MODEL, (ANIME,))
    assert await models(impatient) == []
    may_answer.set()
    await renewed(impatient)
    assert await models(impatient) == [ANIME]
    assert len(impatient.vendor.listed) == 1


async def test_what_is_still_being_read_at_the_end_is_left_unread(impatient: Bench) -> None:
    impatient.vendor.gives_late(ListKind.MODEL, (ANIME,))
    await models(impatient)
    (asking,) = [kept.asking for kept in impatient.desk.listings._kept.values()]
    await impatient.desk.listings.close()
    assert asking is not None
    assert asking.cancelled()


@pytest.mark.parametrize("error", [unreachable(), GARBLED], ids=["away", "garbled"])
async def test_a_list_that_cannot_be_read_leaves_what_was_known(bench: Bench, error: Exception) -> None:
    bench.vendor.listings[ListKind.MODEL] = error
    assert await models(bench) == []
    bench.clock.shift(PAUSE)
    bench.vendor.listings[ListKind.MODEL] = (ANIME,)
    assert await models(bench) == [ANIME]
    bench.clock.shift(STALE)
    bench.vendor.listings[ListKind.MODEL] = error
    await models(bench)
    await renewed(bench)
    assert await models(bench) == [ANIME]


async def test_a_provider_that_did_not_give_its_list_is_left_alone_for_a_moment(bench: Bench) -> None:
    bench.vendor.listings[ListKind.MODEL] = unreachable()
    for _ in range(5):
        await models(bench)
    assert len(bench.vendor.listed) == 1
    bench.clock.shift(PAUSE)
    await models(bench)
    assert len(bench.vendor.listed) == 2


async def test_what_one_servers_own_account_offers_is_shown_to_that_server_only(bench: Bench) -> None:
    bench.vendor.takes_a_key(operators=KEY)
    await give_key(bench, GUILD, OTHER_KEY)
    bench.vendor.listings[ListKind.MODEL] = (ANIME,)
    assert await models(bench) == [ANIME]
    bench.vendor.listings[ListKind.MODEL] = (PHOTO,)
    assert await models(bench, GuildId(8)) == [PHOTO]
    assert await models(bench) == [ANIME]
    assert bench.vendor.listed == [OTHER_KEY, KEY]


async def test_a_list_of_what_was_trained_too_is_shown_to_a_server_with_the_key_for_itself_only(bench: Bench) -> None:
    bench.vendor.takes_a_key(operators=KEY)
    await give_key(bench, GUILD, OTHER_KEY)
    bench.vendor.listings[ListKind.MODEL] = (ANIME,)
    bench.vendor.personal_lists = frozenset({ListKind.MODEL})
    assert await models(bench) == [ANIME]
    assert await models(bench, GuildId(8)) == []


async def test_what_is_on_a_list_that_is_shown_to_nobody_is_drawn_with_all_the_same(bench: Bench) -> None:
    bench.vendor.listings[ListKind.MODEL] = (ANIME,)
    bench.vendor.personal_lists = frozenset({ListKind.MODEL})
    assert (await drawn(bench)).state is State.RUNNING
    assert (await models(bench)) == []


async def test_two_servers_with_keys_of_their_own_see_two_lists(bench: Bench) -> None:
    bench.vendor.takes_a_key()
    for guild, key, entry in ((GUILD, KEY, ANIME), (GuildId(8), OTHER_KEY, PHOTO)):
        await give_key(bench, guild, key)
        bench.vendor.listings[ListKind.MODEL] = (entry,)
        assert await models(bench, guild) == [entry]
    assert bench.vendor.listed == [KEY, OTHER_KEY]


async def test_without_a_key_there_is_nothing_to_list(bench: Bench) -> None:
    bench.vendor.takes_a_key()
    bench.vendor.listings[ListKind.MODEL] = (ANIME,)
    assert (await models(bench), bench.vendor.listed) == ([], [])


async def test_the_lists_of_all_usable_providers_are_put_together(bench: Bench) -> None:
    bench.vendor.listings[ListKind.MODEL] = (ANIME,)
    bench.spare.listings[ListKind.MODEL] = (PHOTO, ANIME)
    assert await models(bench) == [ANIME]
    bench.spare.trouble = None
    assert await models(bench) == [ANIME, PHOTO]


async def test_what_is_on_the_list_is_drawn_with(bench: Bench) -> None:
    bench.vendor.listings[ListKind.MODEL] = (ANIME,)
    assert (await drawn(bench)).state is State.RUNNING


async def test_what_vanished_from_the_list_since_it_was_chosen_is_refused_and_nothing_paid(bench: Bench) -> None:
    bench.vendor.listings[ListKind.MODEL] = (ANIME,)
    await models(bench)
    bench.vendor.listings[ListKind.MODEL] = (PHOTO,)
    bench.clock.shift(31 * SECOND)
    await drawn(bench)
    expected = Sentence.of(Reason.NOT_ON_THE_LIST, option="model", value="m-1")
    assert (await bench.refunded()).failure == expected
    assert bench.vendor.submissions.orders == []


async def test_what_was_listed_a_moment_ago_is_believed(bench: Bench) -> None:
    bench.vendor.listings[ListKind.MODEL] = (ANIME,)
    await models(bench)
    bench.clock.shift(timedelta(seconds=20))
    await drawn(bench)
    assert len(bench.vendor.listed) == 1


REFUSED = Sentence.of(Reason.UPSTREAM_REFUSED, provider="Vendor", code=400)
GONE = Sentence.of(Reason.NOT_ON_THE_LIST, option="model", value="m-1")


@pytest.mark.parametrize(
    ("now", "said"),
    [((PHOTO,), GONE), ((ANIME,), REFUSED), (unreachable(), REFUSED)],
    ids=["gone", "still there", "unknown"],
)
async def test_who_is_refused_by_the_provider_hears_if_the_list_has_lost_what_was_believed(
    bench: Bench, now: tuple[Entry, ...] | Exception, said: Sentence
) -> None:
    bench.vendor.listings[ListKind.MODEL] = (ANIME,)
    await models(bench)
    bench.vendor.listings[ListKind.MODEL] = now
    bench.vendor.submissions.are(Rejected(REFUSED))
    await drawn(bench)
    assert (await bench.refunded()).failure == said


@pytest.mark.parametrize("error", [unreachable(), GARBLED], ids=["away", "garbled"])
async def test_where_the_list_cannot_be_read_the_provider_decides(bench: Bench, error: Exception) -> None:
    bench.vendor.listings[ListKind.MODEL] = error
    assert (await drawn(bench, "m-9")).state is State.RUNNING


async def test_what_an_old_list_lacks_is_not_refused_while_no_new_one_can_be_read(bench: Bench) -> None:
    bench.vendor.listings[ListKind.MODEL] = (PHOTO,)
    await models(bench)
    bench.clock.shift(STALE)
    bench.vendor.listings[ListKind.MODEL] = unreachable()
    assert (await drawn(bench)).state is State.RUNNING


async def test_a_value_of_which_there_is_no_list_goes_to_the_provider(bench: Bench) -> None:
    assert (await drawn(bench, "m-9")).state is State.RUNNING
