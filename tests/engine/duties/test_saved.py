from datetime import datetime

import pytest

from bot.domain.ids import MessageId
from bot.domain.lifecycle import State
from bot.domain.outcomes import Finished, Found
from bot.domain.sentences import Reason
from bot.domain.tasks import Task
from bot.engine.ports import Blocked, Posted
from tests.engine.bench import PNG, Bench
from tests.engine.mailbox import MESSAGE

NO_WAY = Blocked(why="no permission", again_s=None)
NOT_NOW = Blocked(why="Discord is down", again_s=10)
POSTED = Posted(message_id=MESSAGE)


async def parked(bench: Bench, *outcomes: Blocked | Posted) -> Task:
    """A task whose result cannot be posted."""
    bench.vendor.submissions.are(Finished(found=(Found(data=PNG),)))
    bench.mailbox.outcomes = list(outcomes)
    task = await bench.ask_and_work()
    assert task.state is State.PARKED
    return task


async def test_the_intent_to_post_is_committed_before_posting(bench: Bench) -> None:
    task = await parked(bench, NOT_NOW)
    (post,) = bench.mailbox.posts
    assert post.task.posting_at is not None
    assert (post.task.state, post.task.posting_at) == (State.SAVED, task.posting_at)


async def test_the_first_intent_stays_so_that_a_repeat_knows_itself(bench: Bench) -> None:
    await parked(bench, NOT_NOW, NOT_NOW, POSTED)
    await bench.later(30)
    await bench.later(60)
    posting: set[datetime | None] = {post.task.posting_at for post in bench.mailbox.posts}
    assert (len(bench.mailbox.posts), len(posting)) == (3, 1)


async def test_whoever_died_while_posting_is_succeeded_with_the_same_intent(bench: Bench) -> None:
    bench.vendor.submissions.are(Finished(found=(Found(data=PNG),)))
    task = await parked(bench, NOT_NOW)
    await bench.books.overwrite(task.id, state=State.SAVED)
    bench.mailbox.outcomes = [POSTED]
    await bench.later(60)
    assert [post.task.posting_at for post in bench.mailbox.posts] == [task.posting_at] * 2
    assert await bench.state(task) is State.DELIVERED


async def test_a_blocked_result_is_posted_later_and_paid_once(bench: Bench) -> None:
    task = await parked(bench, NOT_NOW, NOT_NOW, POSTED)
    assert await bench.books.entries(task.id) == [("hold", 2)]
    await bench.later(11)
    assert await bench.state(task) is State.PARKED
    await bench.later(60)
    assert await bench.books.entries(task.id) == [("hold", 2), ("capture", 0)]


async def test_what_cannot_be_posted_at_all_waits_for_the_person(bench: Bench) -> None:
    task = await parked(bench, NO_WAY)
    await bench.later(3600)
    assert len(bench.mailbox.posts) == 1
    assert task.due_at is not None
    assert task.due_at >= task.deadline_at


async def test_a_parked_result_is_delivered_when_the_person_collects_it(bench: Bench) -> None:
    task = await parked(bench, NO_WAY)
    async with bench.studio.collect(task.id, task.user_id) as (collected, pictures):
        assert [picture.path.read_bytes() for picture in pictures] == [PNG]
    await bench.studio.collected(collected.id, MessageId(5))
    done = await bench.look(task)
    assert (done.state, done.message_id) == (State.DELIVERED, 5)
    assert await bench.books.entries(task.id) == [("hold", 2), ("capture", 0)]


async def test_what_was_collected_twice_is_paid_once(bench: Bench) -> None:
    task = await parked(bench, NO_WAY)
    for message in (5, 6):
        await bench.studio.collected(task.id, MessageId(message))
    assert (await bench.look(task)).message_id == 5
    assert await bench.books.entries(task.id) == [("hold", 2), ("capture", 0)]


async def test_what_nobody_collected_is_given_back_at_the_end_of_its_retention(bench: Bench) -> None:
    task = await parked(bench, NO_WAY)
    await bench.later(bench.desk.media_settings.results_kept_s)
    assert await bench.refused() is Reason.NOT_COLLECTED
    assert await bench.path(task) == ["submitting", "finished", "saved", "parked", "expired", "refunded"]


@pytest.mark.parametrize("state", [State.SAVED, State.PARKED])
async def test_a_result_that_got_lost_here_is_given_back(bench: Bench, state: State) -> None:
    task = await parked(bench, NOT_NOW)
    await bench.books.overwrite(task.id, state=state)
    await bench.desk.media.delete(*(result.media for result in task.results if result.media))
    for _ in range(bench.desk.settings.fetch_attempts + 1):
        await bench.later(60)
    assert await bench.refused() is Reason.RESULT_GONE


async def test_a_result_that_is_away_for_a_moment_is_posted_when_it_is_back(bench: Bench) -> None:
    task = await parked(bench, NOT_NOW)
    (name,) = (result.media for result in task.results if result.media)
    data = await bench.desk.media.get(name)
    await bench.desk.media.delete(name)
    await bench.later(60)
    assert await bench.state(task) is State.PARKED
    await bench.desk.media.put(data, name=name)
    bench.mailbox.outcomes = [Posted(message_id=MESSAGE)]
    await bench.later(600)
    assert await bench.state(task) is State.DELIVERED


async def test_what_is_collected_before_it_could_be_posted_is_not_posted_too(bench: Bench) -> None:
    task = await parked(bench, NOT_NOW)
    await bench.books.overwrite(task.id, state=State.SAVED)
    await bench.studio.collected(task.id, MessageId(5))
    await bench.later(60)
    assert (await bench.state(task), len(bench.mailbox.posts)) == (State.DELIVERED, 1)
