"""The worker as it runs: lanes, leases and chores, without anybody's help."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.domain.errors import StorageFailed
from bot.domain.ids import UpstreamId, UserId
from bot.domain.lifecycle import State
from bot.domain.offers import Order
from bot.domain.outcomes import Outcome, Pending
from bot.domain.sentences import Reason
from bot.engine.settings import EngineSettings
from bot.engine.worker import Worker
from tests.engine.bench import Bench, open_bench
from tests.engine.vendor import unreachable
from tests.engine.working import EAGER, heard, working
from tests.media.runners import OneProcess


@pytest.fixture(autouse=True)
def no_waiting(bench: Bench) -> None:
    bench.vendor.pace = EAGER


async def test_a_request_is_carried_to_its_delivery(bench: Bench) -> None:
    async with working(bench):
        task = await bench.ask()
        await heard(bench)
    assert await bench.path(task) == ["submitting", "running", "finished", "saved", "delivered"]
    assert await bench.books.entries(task.id) == [("hold", 2), ("capture", 0)]


async def test_what_waited_for_a_worker_is_taken_up(bench: Bench) -> None:
    task = await bench.ask()
    async with working(bench):
        await heard(bench)
    assert await bench.state(task) is State.DELIVERED


async def test_unfinished_answers_are_asked_for_again(bench: Bench) -> None:
    bench.vendor.polls.are(Pending(), unreachable(), Pending(), bench.finished())
    async with working(bench):
        task = await bench.ask()
        await heard(bench)
    assert (await bench.look(task)).polls == 3


async def test_several_workers_submit_and_deliver_every_task_once(bench: Bench) -> None:
    tasks = [await bench.ask(user_id=UserId(number)) for number in range(12)]
    async with working(bench, workers=3):
        await heard(bench, len(tasks))
    assert {await bench.state(task) for task in tasks} == {State.DELIVERED}
    assert sorted(order.task_id for order in bench.vendor.submissions.orders) == sorted(task.id for task in tasks)
    assert len(bench.mailbox.posts) == len(tasks)


async def test_a_worker_takes_over_from_one_that_died_and_does_not_send_again(bench: Bench) -> None:
    task = await bench.interrupted()
    bench.vendor.look_ups.are(Pending(upstream_id=UpstreamId("u")))
    async with working(bench):
        await heard(bench)
    assert await bench.path(task) == ["submitting", "uncertain", "running", "finished", "saved", "delivered"]
    assert bench.vendor.submissions.orders == []


async def test_a_worker_that_is_still_alive_keeps_its_tasks(bench: Bench) -> None:
    await bench.ask()
    await bench.books.claim("another process", now=bench.clock.now())
    second = await bench.ask()
    async with working(bench):
        (told,) = await heard(bench)
    assert told.id == second.id
    assert len(bench.vendor.submissions.orders) == 1


async def test_a_duty_that_fails_is_logged_and_the_others_go_on(bench: Bench) -> None:
    first, second = await bench.ask(), await bench.ask()

    async def fail_for_the_first(order: Order) -> Outcome:
        if order.task_id == first.id:
            msg = "a bug in a provider"
            raise ValueError(msg)
        return Pending(upstream_id=UpstreamId("u"))

    bench.vendor.submissions.are(fail_for_the_first)
    async with working(bench):
        (told,) = await heard(bench)
    assert told.id == second.id
    assert await bench.state(first) is State.SUBMITTING


async def test_what_a_failed_duty_may_have_sent_is_not_sent_again(bench: Bench) -> None:
    bench.vendor.submissions.are(ValueError("a bug in a provider"))
    task = await bench.ask()
    (claimed,) = await bench.books.claim(now=bench.clock.now())
    with pytest.raises(ValueError, match="a bug"):
        await bench.carry(claimed)
    await bench.later(1000)
    async with working(bench):
        await heard(bench)
    assert await bench.path(task) == ["submitting", "uncertain", "expired", "refunded"]
    assert len(bench.vendor.submissions.orders) == 1


async def test_questions_do_not_hold_up_submissions(bench: Bench) -> None:
    most = bench.desk.settings.duties_at_once
    stuck, never = asyncio.Barrier(most + 1), asyncio.Event()

    async def hang(_: Order) -> Outcome:
        await stuck.wait()
        await never.wait()
        return Pending()

    bench.vendor.polls.are(*[hang] * most, bench.finished())
    for number in range(most):
        await bench.ask(user_id=UserId(number))
    async with working(bench):
        await stuck.wait()
        bench.vendor.submissions.are(bench.finished())
        quick = await bench.ask()
        (told,) = await heard(bench)
        never.set()
    assert told.id == quick.id


async def test_what_is_under_way_ends_before_the_worker_does(bench: Bench) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def take_time(_: Order) -> Outcome:
        begun.set()
        await may_end.wait()
        return Pending(upstream_id=UpstreamId("u"))

    bench.vendor.submissions.are(take_time)
    task = await bench.ask()
    stopping = asyncio.Event()
    running = asyncio.create_task(Worker(bench.desk).run(stopping), name="worker")
    await begun.wait()
    stopping.set()
    may_end.set()
    await running
    assert await bench.state(task) is State.RUNNING


async def test_the_last_answers_are_written_back_before_the_worker_ends(bench: Bench) -> None:
    stopping = asyncio.Event()

    async def stop(_: Order) -> Outcome:
        stopping.set()
        return Pending()

    bench.vendor.polls.are(stop)
    task = await bench.ask()
    await Worker(bench.desk).run(stopping)
    assert (await bench.look(task)).polls == 1
    assert await bench.books.column(task.id, "lease_owner") is None


async def test_a_task_that_nobody_could_help_ends_with_its_reason(bench: Bench) -> None:
    bench.shelf.answers("input.png", 404)
    async with working(bench):
        await bench.ask()
        await heard(bench)
    assert await bench.refused() is Reason.INPUT_GONE


async def test_the_leases_of_what_is_under_way_are_renewed(bench: Bench) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def take_time(_: Order) -> Outcome:
        begun.set()
        await may_end.wait()
        return Pending(upstream_id=UpstreamId("u"))

    bench.vendor.submissions.are(take_time)
    task = await bench.ask()
    worker, stopping = Worker(bench.desk), asyncio.Event()
    running = asyncio.create_task(worker.run(stopping), name="worker")
    await begun.wait()
    before = await bench.books.column(task.id, "lease_until")
    await worker._renew()
    assert await bench.books.column(task.id, "lease_until") > before
    may_end.set()
    stopping.set()
    await running


async def test_a_chore_that_fails_is_logged_and_comes_again(bench: Bench) -> None:
    done = asyncio.Event()
    failures = [StorageFailed(Reason.INTERNAL, detail="busy")]

    async def chore() -> None:
        if failures:
            raise failures.pop()
        done.set()

    with capture_logs() as lines:
        repeating = asyncio.create_task(Worker(bench.desk)._repeat(0.001, chore), name="chore")
        await done.wait()
    repeating.cancel()
    assert [(line["event"], line["detail"]) for line in lines] == [("chore failed", "busy")]


async def test_a_worker_sweeps(database_url: str, pool: OneProcess) -> None:
    settings = EngineSettings(idle_max_s=0.05, sweep_every_s=0.01)
    async with open_bench(database_url, pool, settings=settings) as bench:
        bench.vendor.pace = EAGER
        async with working(bench):
            task = await bench.ask()
            await heard(bench)
        await Worker(bench.desk)._sweep()
        assert (await bench.look(task)).inputs[0].media is None
