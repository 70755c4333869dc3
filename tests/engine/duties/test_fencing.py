"""Whoever has lost a task to another process, or to its person, changes nothing more."""

from collections.abc import Awaitable, Callable

import pytest

from bot.domain.ids import UpstreamId
from bot.domain.lifecycle import State
from bot.domain.offers import Order
from bot.domain.outcomes import Finished, Found, Outcome, Pending
from bot.domain.tasks import Task
from bot.engine.duties import DUTIES
from tests.engine.bench import PNG, Bench
from tests.engine.vendor import unreachable

LATE = 10 * 60.0


async def claimed(bench: Bench) -> Task:
    (task,) = await bench.books.claim("the slow one", now=bench.clock.now())
    return task


def after_another_took_over(bench: Bench, answer: Outcome | Exception) -> Callable[[Order], Awaitable[Outcome]]:
    """An answer so late that another process has long found the task ownerless."""

    async def wait(_: Order) -> Outcome:
        await bench.later(LATE)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return wait


@pytest.mark.parametrize(
    "answer",
    [Pending(upstream_id=UpstreamId("u")), Finished(found=(Found(data=PNG),)), unreachable()],
    ids=["pending", "finished", "unreachable"],
)
async def test_an_answer_to_a_submission_that_another_took_over_changes_nothing(
    bench: Bench, answer: Outcome | Exception
) -> None:
    bench.vendor.submissions.are(after_another_took_over(bench, answer))
    task = await bench.ask()
    await bench.carry(await claimed(bench))
    assert (await bench.path(task))[:2] == ["submitting", "uncertain"]
    assert len(bench.vendor.submissions.orders) == 1


async def test_what_was_cancelled_while_a_provider_was_chosen_is_not_sent(bench: Bench) -> None:
    bench.vendor.submissions.are(unreachable())
    task = await bench.ask_and_work()
    stale = await bench.look(task)
    await bench.studio.cancel(task.id, task.user_id)
    assert await DUTIES[State.ACCEPTED](bench.desk, stale) is None
    assert len(bench.vendor.submissions.orders) == 1


async def test_what_another_delivered_is_not_posted_again(bench: Bench) -> None:
    bench.vendor.submissions.are(Finished(found=(Found(data=PNG),)))
    task = await bench.ask()
    accepted = await claimed(bench)
    submitted = await DUTIES[State.ACCEPTED](bench.desk, accepted)
    assert submitted is not None
    finished = await DUTIES[State.ACCEPTED](bench.desk, submitted)
    assert finished is not None
    saved = await DUTIES[State.FINISHED](bench.desk, finished)
    assert saved is not None
    await bench.later(LATE)
    assert await DUTIES[State.SAVED](bench.desk, saved) is None
    assert (len(bench.mailbox.posts), await bench.state(task)) == (1, State.DELIVERED)


async def test_what_another_refunded_is_not_refunded_again(bench: Bench) -> None:
    task = await bench.ask()
    cancelled = await bench.studio.cancel(task.id, task.user_id)
    await bench.work()
    assert await DUTIES[State.CANCELLED](bench.desk, cancelled) is None
    assert await bench.books.entries(task.id) == [("hold", 2), ("release", -2)]
