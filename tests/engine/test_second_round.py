"""Two submissions of one task: what is late of the first does nothing to the second."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.domain.errors import Unknown
from bot.domain.ids import UpstreamId
from bot.domain.lifecycle import State
from bot.domain.offers import Order
from bot.domain.outcomes import Outcome, Pending
from bot.domain.sentences import Reason
from bot.domain.tasks import Task
from bot.domain.toolbox.portrait import Asking
from bot.engine.duties.outcomes import apply
from bot.engine.reception import Verdict
from bot.upstreams.base import Claim
from tests.engine.bench import Bench
from tests.engine.doorstep import Doorstep
from tests.engine.swap import FUSION, SEARCH, Swap, delivered
from tests.storage.requests import MINUTE


async def resubmitted(swap: Swap, task: Task) -> Task:
    """A task whose answer has just been submitted."""
    await swap.pick(task, 1)
    await swap.bench.work()
    return await swap.bench.look(task)


async def test_a_call_about_the_second_round_makes_the_task_due_at_once(bench: Bench) -> None:
    door, swap = Doorstep(bench), Swap(bench)
    task = await resubmitted(swap, await swap.asked())
    bench.vendor.claim = Claim(task_id=task.id, upstream_id=UpstreamId("u-2"))
    assert await door.call(task) is Verdict.TAKEN
    await bench.work()
    await delivered(swap, task)


async def test_both_rounds_are_reported_at_one_address(bench: Bench) -> None:
    swap = Swap(bench)
    here = swap.bench.restarted(links=Doorstep(bench).links)
    task = await Swap(here).asked()
    await resubmitted(Swap(here), task)
    first, second = bench.vendor.submissions.orders
    assert first.callback_url == second.callback_url is not None


async def test_a_call_while_the_person_is_asked_is_late(bench: Bench) -> None:
    door, swap = Doorstep(bench), Swap(bench)
    task = await swap.asked()
    assert await door.call(task) is Verdict.LATE
    assert await bench.look(task) == task


@pytest.mark.parametrize("named", [True, False])
async def test_a_late_call_about_the_first_round_tells_no_id_to_ask_the_second_by(bench: Bench, *, named: bool) -> None:
    door, swap = Doorstep(bench), Swap(bench)
    task = await swap.asked()
    bench.vendor.submissions.are(Unknown(Reason.SUBMISSION_LOST, provider="Vendor"))
    uncertain = await resubmitted(swap, task)
    bench.vendor.claim = Claim(task_id=task.id if named else None, upstream_id=UpstreamId("u-1"))
    assert await door.call(task) is Verdict.TAKEN
    rung = await bench.look(task)
    assert (uncertain.state, rung.upstream_id) == (State.UNCERTAIN, None)


async def test_a_call_that_names_the_second_round_tells_an_id_to_ask_by(bench: Bench) -> None:
    door, swap = Doorstep(bench), Swap(bench)
    task = await swap.asked()
    bench.vendor.submissions.are(Unknown(Reason.SUBMISSION_LOST, provider="Vendor"))
    await resubmitted(swap, task)
    bench.vendor.claim = Claim(task_id=task.id, round=2, upstream_id=UpstreamId("u-2"))
    assert await door.call(task) is Verdict.TAKEN
    assert (await bench.look(task)).upstream_id == "u-2"


async def test_a_second_round_that_is_uncertain_is_looked_up_by_its_own_name_and_not_sent_again(bench: Bench) -> None:
    swap = Swap(bench)
    task = await swap.asked()
    bench.vendor.submissions.are(Unknown(Reason.SUBMISSION_LOST, provider="Vendor"))
    bench.vendor.look_ups.are(Pending(upstream_id=UpstreamId("u-2")))
    await resubmitted(swap, task)
    await bench.later(60)
    await bench.later(30)
    assert bench.vendor.submissions.offers == [SEARCH, FUSION]
    assert {order.own_id for order in bench.vendor.look_ups.orders} == {f"{task.id}-2"}
    await delivered(swap, task)


async def test_a_late_answer_about_the_first_round_changes_nothing(bench: Bench) -> None:
    swap = Swap(bench)
    request = swap.request()
    searching = await bench.studio.start(request)
    assert searching is not None
    await bench.work()
    searching = await bench.look(searching)
    await bench.later(30)
    submitted = await resubmitted(swap, searching)
    assert await apply(bench.desk, searching, bench.finished("late.png")) is None
    assert await bench.look(submitted) == submitted


class Slow:
    """A submission whose answer comes once it may."""

    def __init__(self, answer: Callable[[Order], Awaitable[Outcome]]) -> None:
        self._answer = answer
        self.is_under_way, self.may_end = asyncio.Event(), asyncio.Event()

    async def __call__(self, order: Order) -> Outcome:
        self.is_under_way.set()
        await self.may_end.wait()
        return await self._answer(order)


async def test_an_answer_to_the_first_submission_that_comes_during_the_second_is_not_taken_for_its(
    bench: Bench,
) -> None:
    """A process is frozen for longer than its lease, and another one goes on."""
    swap = Swap(bench, faces=1)
    first, second = Slow(swap.answer), Slow(swap.answer)
    bench.vendor.submissions.are(first, second)
    bench.vendor.look_ups.are(swap.answer)
    task = await bench.studio.start(swap.request(asking=Asking.ALWAYS))
    assert task is not None
    async with asyncio.TaskGroup() as group:
        frozen = group.create_task(bench.work(), name="frozen")
        await first.is_under_way.wait()
        bench.clock.shift(2 * MINUTE)
        group.create_task(bench.restarted().work(), name="goes on")
        await second.is_under_way.wait()
        sending = await bench.look(task)
        first.may_end.set()
        await frozen
        assert (sending.round, await bench.look(task)) == (2, sending)
        second.may_end.set()
    await bench.later(30)
    await delivered(swap, task)


async def test_while_the_person_is_asked_nobody_takes_a_place_at_the_provider(bench: Bench) -> None:
    bench.vendor.pace = bench.vendor.pace.model_copy(update={"max_in_flight": 1})
    swap = Swap(bench)
    await swap.asked()
    other = await bench.ask_and_work()
    assert other.state is State.RUNNING
