"""Pictures that a content check has flagged: withheld, behind a spoiler, or shown, as the server has decided."""

from dataclasses import replace

import pytest

from bot.domain.errors import Refused
from bot.domain.ids import GuildId
from bot.domain.lifecycle import State
from bot.domain.outcomes import Finished, Found
from bot.domain.policies import FlaggedPolicy, Showing
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from bot.engine.settings import EngineSettings
from tests.engine.bench import PNG, Bench, open_bench
from tests.media.pictures import encoded, photo
from tests.media.runners import OneProcess
from tests.storage.requests import GUILD

CLEAN_PNG = encoded(photo(20, 10), "PNG")
WITHHOLD, SPOILER, ADULTS = FlaggedPolicy.WITHHOLD, FlaggedPolicy.SPOILER, FlaggedPolicy.AGE_RESTRICTED


def flagged(bench: Bench, name: str = "flagged.png") -> Found:
    return Found(url=bench.shelf.put(name, PNG), flags=("nudity",))


def clean(bench: Bench) -> Found:
    return Found(url=bench.shelf.put("clean.png", CLEAN_PNG))


async def drawn(bench: Bench, *found: Found, policy: FlaggedPolicy | None = None, adults: bool = False) -> Task:
    """A drawing of so many pictures, in a channel for adults or for everybody."""
    if policy is not None:
        await bench.studio.set_flagged_policy(GUILD, policy)
    bench.vendor.polls.are(Finished(found=found))
    reply = replace(bench.press().reply, age_restricted=adults)
    task = await bench.ask_and_work(tool="imagine", options={"prompt": "x"}, inputs=(), reply=reply)
    await bench.later(30)
    return await bench.look(task)


@pytest.mark.parametrize(
    ("policy", "adults", "expected"),
    [
        (WITHHOLD, False, Showing.WITHHELD),
        (WITHHOLD, True, Showing.WITHHELD),
        (SPOILER, False, Showing.SPOILER),
        (SPOILER, True, Showing.SPOILER),
        (ADULTS, False, Showing.WITHHELD),
        (ADULTS, True, Showing.PLAIN),
    ],
)
async def test_a_flagged_picture_is_shown_as_the_server_has_decided(
    bench: Bench, policy: FlaggedPolicy, expected: Showing, *, adults: bool
) -> None:
    task = await drawn(bench, flagged(bench), clean(bench), policy=policy, adults=adults)
    assert [result.showing for result in task.results] == [expected, Showing.PLAIN]
    (post,) = bench.mailbox.posts
    shown = {Showing.WITHHELD: [], Showing.SPOILER: [(PNG, True)], Showing.PLAIN: [(PNG, False)]}[expected]
    assert [(seen.data, seen.spoiler) for seen in post.pictures] == [*shown, (CLEAN_PNG, False)]


@pytest.mark.parametrize("policy", FlaggedPolicy)
async def test_what_is_not_flagged_is_shown_under_every_policy(bench: Bench, policy: FlaggedPolicy) -> None:
    task = await drawn(bench, clean(bench), policy=policy)
    assert [(result.showing, result.flags) for result in task.results] == [(Showing.PLAIN, ())]


async def test_what_is_withheld_is_never_fetched(bench: Bench) -> None:
    task = await drawn(bench, flagged(bench), clean(bench), policy=WITHHOLD)
    assert (bench.shelf.asked["flagged.png"], bench.shelf.asked["clean.png"]) == (0, 1)
    assert await bench.desk.media.used_bytes() == len(CLEAN_PNG)
    async with bench.studio.collect(task.id, task.user_id) as (_, pictures):
        assert [picture.path.read_bytes() for picture in pictures] == [CLEAN_PNG]


async def test_what_was_flagged_by_which_name_is_kept_for_the_person(bench: Bench) -> None:
    task = await drawn(bench, flagged(bench), clean(bench), policy=SPOILER)
    assert task.results[0].flags == ("nudity",)


@pytest.mark.parametrize(("policy", "reason"), [(WITHHOLD, Reason.FLAGGED), (ADULTS, Reason.FLAGGED_HERE)])
async def test_where_nothing_may_be_shown_the_credits_go_back(
    bench: Bench, policy: FlaggedPolicy, reason: Reason
) -> None:
    await drawn(bench, flagged(bench), flagged(bench, "other.png"), policy=policy)
    assert (await bench.refunded()).failure == Sentence.of(reason, provider="Vendor")
    assert (bench.mailbox.posts, bench.shelf.asked["flagged.png"]) == ([], 0)


async def test_a_spoiler_is_still_one_when_it_is_collected(bench: Bench) -> None:
    task = await drawn(bench, flagged(bench), policy=SPOILER)
    async with bench.studio.collect(task.id, task.user_id) as (_, pictures):
        assert [picture.spoiler for picture in pictures] == [True]


async def test_what_only_adults_see_is_collected_where_only_adults_are(bench: Bench) -> None:
    task = await drawn(bench, flagged(bench), clean(bench), policy=ADULTS, adults=True)
    async with bench.studio.collect(task.id, task.user_id, age_restricted=True) as (_, pictures):
        assert [picture.path.read_bytes() for picture in pictures] == [PNG, CLEAN_PNG]
    async with bench.studio.collect(task.id, task.user_id) as (shown, pictures):
        assert [picture.path.read_bytes() for picture in pictures] == [CLEAN_PNG]
        assert [result.showing for result in shown.results] == [Showing.WITHHELD, Showing.PLAIN]


async def test_where_all_of_it_is_for_adults_who_collects_elsewhere_is_told_so(bench: Bench) -> None:
    task = await drawn(bench, flagged(bench), policy=ADULTS, adults=True)
    with pytest.raises(Refused) as caught:
        async with bench.studio.collect(task.id, task.user_id):
            pass
    assert caught.value.sentence == Sentence.of(Reason.FLAGGED_HERE, provider="Vendor")


async def test_a_server_that_has_decided_nothing_does_as_the_operator(database_url: str, pool: OneProcess) -> None:
    settings = EngineSettings(flagged_pictures=SPOILER)
    async with open_bench(database_url, pool, settings=settings) as bench:
        assert await bench.studio.flagged_policy(GUILD) is SPOILER
        task = await drawn(bench, flagged(bench))
    assert [result.showing for result in task.results] == [Showing.SPOILER]


async def test_without_a_decision_of_anybody_flagged_pictures_are_withheld(bench: Bench) -> None:
    assert await bench.studio.flagged_policy(GUILD) is WITHHOLD


async def test_a_server_decides_for_itself_only(bench: Bench) -> None:
    await bench.studio.set_flagged_policy(GuildId(8), SPOILER)
    await drawn(bench, flagged(bench))
    assert await bench.refused() is Reason.FLAGGED


@pytest.mark.parametrize("renewed", ["clean.png", "fresh.png"])
async def test_a_picture_that_is_flagged_when_its_link_is_renewed_is_not_shown(bench: Bench, renewed: str) -> None:
    first, second = clean(bench), flagged(bench, renewed)
    bench.shelf.answers("clean.png", 403)
    bench.vendor.polls.are(Finished(found=(first,)), Finished(found=(second,)))
    await bench.ask_and_work(tool="imagine", options={"prompt": "x"}, inputs=())
    await bench.later(30)
    bench.shelf.recovers("clean.png")
    await bench.later(60)
    assert await bench.refused() is Reason.FLAGGED
    assert bench.mailbox.posts == []


async def test_a_picture_whose_link_is_renewed_is_judged_as_before(bench: Bench) -> None:
    bench.shelf.answers("clean.png", 403)
    task = await drawn(bench, flagged(bench), clean(bench), policy=WITHHOLD)
    assert task.state is State.FINISHED
    bench.shelf.recovers("clean.png")
    await bench.later(60)
    assert [result.showing for result in (await bench.look(task)).results] == [Showing.WITHHELD, Showing.PLAIN]
