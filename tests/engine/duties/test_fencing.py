"""Whoever has lost a task to another process, or to its person, changes nothing more."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.domain.ids import UpstreamId
from bot.domain.lifecycle import State
from bot.domain.offers import Order
from bot.domain.outcomes import Finished, Found, Outcome, Pending
from bot.domain.tasks import Task
from bot.engine.duties import DUTIES
from tests.engine.bench import PNG, Bench, open_bench
from tests.engine.vendor import unreachable
from tests.media.runners import OneProcess

LATE = 2 * 60.0
TOO_LATE = 30 * 60.0


async def claimed(bench: Bench) -> Task:
    (task,) = await bench.books.claim("the slow one", now=bench.clock.now())
    return task


def after(bench: Bench, seconds: float, answer: Outcome | Exception) -> Callable[[Order], Awaitable[Outcome]]:
    """An answer so late that another process has found the task ownerless, and has done its duties since."""

    async def wait(_: Order) -> Outcome:
        await bench.later(seconds)
        await bench.later(60)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return wait


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        (Pending(upstream_id=UpstreamId("u")), ["running"]),
        (Finished(found=(Found(data=PNG),)), ["finished", "saved", "delivered"]),
        (unreachable(), []),
    ],
    ids=["pending", "finished", "unreachable"],
)
async def test_an_answer_counts_although_another_took_the_task_for_abandoned(
    bench: Bench, answer: Outcome | Exception, end: list[str]
) -> None:
    bench.vendor.submissions.are(after(bench, LATE, answer))
    task = await bench.ask()
    await bench.carry(await claimed(bench))
    await bench.work()
    assert await bench.path(task) == ["submitting", "uncertain", *end]
    assert len(bench.vendor.submissions.orders) == 1


@pytest.mark.parametrize(
    "answer", [Pending(upstream_id=UpstreamId("u")), Finished(found=(Found(data=PNG),))], ids=["pending", "finished"]
)
async def test_an_answer_to_a_task_that_was_given_back_changes_nothing(bench: Bench, answer: Outcome) -> None:
    bench.vendor.submissions.are(after(bench, TOO_LATE, answer))
    task = await bench.ask()
    await bench.carry(await claimed(bench))
    assert await bench.path(task) == ["submitting", "uncertain", "expired", "refunded"]
    assert (await bench.refunded()).id == task.id


async def test_an_answer_is_written_once_the_database_is_free(
    bench: Bench, database_url: str, pool: OneProcess
) -> None:
    tried = asyncio.Event()

    def listen(_: object, __: str, line: EventDict) -> EventDict:
        if line["event"] == "answer not written yet":
            tried.set()
        return line

    async with open_bench(database_url, pool, busy_timeout_s=0.01) as impatient, AsyncExitStack() as another:

        async def while_another_writes(_: Order) -> Outcome:
            await another.enter_async_context(bench.desk.database.transaction())
            return Pending(upstream_id=UpstreamId("u"))

        impatient.vendor.submissions.are(while_another_writes)
        task = await impatient.ask()
        with capture_logs(processors=[listen]):
            working = asyncio.create_task(impatient.work(), name="work")
            await tried.wait()
            await another.aclose()
            await working
    assert await bench.state(task) is State.RUNNING


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
    finished = await DUTIES[State.ACCEPTED](bench.desk, accepted)
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
