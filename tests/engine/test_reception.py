import asyncio
from dataclasses import replace

import pytest

from bot.domain.errors import Garbled, StorageFailed
from bot.domain.ids import ProviderId, TaskId, UpstreamId, new_task_id
from bot.domain.lifecycle import UPSTREAM, Event, State
from bot.domain.offers import Order
from bot.domain.outcomes import Outcome, Pending
from bot.domain.sentences import Reason
from bot.domain.tasks import Task
from bot.engine.milestones import Milestones
from bot.engine.reception import HEARD, Verdict
from bot.upstreams.base import Claim, Door
from storage.database import Database
from tests.engine.bench import Bench, open_bench
from tests.engine.doorstep import EMPTY, Doorstep
from tests.media.runners import OneProcess

GARBLED = Garbled(Reason.UPSTREAM_GARBLED, provider="Vendor")


async def rung_at_once(bench: Bench, before: Task) -> None:
    """The row is as it was, but that it is due now."""
    after = await bench.look(before)
    assert after.called_at is not None
    assert after.due_at == after.called_at <= bench.clock.now()
    assert replace(after, called_at=None, due_at=before.due_at) == before


async def test_a_call_about_a_task_in_hand_makes_it_due_at_once(bench: Bench) -> None:
    door = Doorstep(bench)
    task = await bench.ask_and_work()
    assert await door.call(task) is Verdict.TAKEN
    await rung_at_once(bench, task)


async def test_a_call_wakes_the_worker(bench: Bench) -> None:
    door = Doorstep(bench)
    task = await bench.ask_and_work()
    bell = bench.desk.wake.listen()
    bell.clear()
    await door.call(task)
    assert bell.is_set()


async def test_what_is_called_about_is_asked_of_the_provider_and_delivered(bench: Bench) -> None:
    door = Doorstep(bench)
    task = await bench.ask_and_work()
    await door.call(task)
    await bench.work()
    assert len(bench.vendor.polls.orders) == 1
    assert await bench.state(task) is State.DELIVERED


async def test_a_call_that_comes_again_before_anybody_looked_is_a_repetition(bench: Bench) -> None:
    door = Doorstep(bench)
    task = await bench.ask_and_work()
    await door.call(task)
    assert await door.call(task) is Verdict.REPEATED
    await rung_at_once(bench, task)


async def test_a_call_that_came_too_early_is_worth_another(bench: Bench) -> None:
    bench.vendor.polls.are(Pending(), bench.finished())
    door = Doorstep(bench)
    task = await bench.ask_and_work()
    for _ in range(2):
        assert await door.call(task) is Verdict.TAKEN
        await bench.work()
    assert await bench.state(task) is State.DELIVERED


async def test_a_call_that_overtakes_the_answer_to_the_submission_is_kept_for_afterwards(bench: Bench) -> None:
    door = Doorstep(bench)
    verdicts = []

    async def report_first(order: Order) -> Outcome:
        verdicts.append(await door.call(await bench.books.get(order.task_id)))
        return Pending(upstream_id=UpstreamId("u-1"))

    bench.vendor.submissions.are(report_first)
    task = await bench.ask_and_work()
    assert verdicts == [Verdict.TAKEN]
    assert await bench.state(task) is State.DELIVERED


@pytest.mark.parametrize("state", [state for state in State if state not in UPSTREAM])
async def test_a_call_is_late_where_the_provider_has_nothing_in_hand(bench: Bench, state: State) -> None:
    door = Doorstep(bench)
    task = await bench.ask_and_work()
    await bench.books.overwrite(task.id, state=state)
    before = await bench.look(task)
    assert await door.call(task) is Verdict.LATE
    assert await bench.look(task) == before


@pytest.mark.parametrize("state", sorted(UPSTREAM))
async def test_a_call_is_heard_wherever_the_provider_may_be_at_work(bench: Bench, state: State) -> None:
    door = Doorstep(bench)
    task = await bench.ask_and_work()
    await bench.books.overwrite(task.id, state=state)
    assert await door.call(task) is Verdict.TAKEN


async def test_a_call_is_late_where_the_task_is_finished_in_the_same_moment(bench: Bench) -> None:
    door, about_to_ring = Doorstep(bench), asyncio.Event()
    task = await bench.ask_and_work()
    reception = door.open(milestones=Milestones(lambda _: about_to_ring.set()))
    async with bench.desk.database.transaction() as connection:
        calling = asyncio.create_task(door.call(task, reception=reception), name="a call")
        await about_to_ring.wait()
        now = bench.clock.now()
        finished = await bench.desk.tasks.advance(connection, task, Event.FINISH, now=now, due_at=now)
    assert await calling is Verdict.LATE
    assert await bench.look(task) == finished


async def test_the_verdict_comes_after_the_commit(bench: Bench) -> None:
    door, reached = Doorstep(bench), list[str]()
    task = await bench.ask_and_work()
    await door.call(task, reception=door.open(milestones=Milestones(reached.append)))
    assert reached == ["before ring", "after ring"]


async def test_a_task_of_another_provider_is_unknown(bench: Bench) -> None:
    door = Doorstep(bench)
    task = await bench.ask_and_work()
    await bench.books.overwrite(task.id, provider="spare")
    before = await bench.look(task)
    door.bench.vendor.claim = Claim(task_id=task.id)
    assert await door.call(task) is Verdict.UNKNOWN
    assert await bench.look(task) == before


async def test_a_task_that_is_not_ours_is_unknown(bench: Bench) -> None:
    door = Doorstep(bench, Door.PER_ACCOUNT, claim=Claim(task_id=new_task_id(), upstream_id=UpstreamId("u-9")))
    assert await door.call() is Verdict.UNKNOWN


async def test_a_call_about_nothing_is_a_probe(bench: Bench) -> None:
    assert await Doorstep(bench, Door.PER_ACCOUNT).call() is Verdict.PROBE


@pytest.mark.parametrize("name", ["spare", "nobody", ""])
async def test_who_never_calls_back_is_unknown_and_gets_no_receipt(bench: Bench, name: str) -> None:
    reception = Doorstep(bench).reception
    assert await reception.receive(ProviderId(name), EMPTY) is Verdict.UNKNOWN
    with pytest.raises(KeyError):
        reception.receipt(ProviderId(name))


async def test_the_receipt_is_the_providers_own(bench: Bench) -> None:
    assert Doorstep(bench).reception.receipt(bench.vendor.id) == {"received": True}


async def test_what_cannot_be_read_is_malformed(bench: Bench) -> None:
    door = Doorstep(bench, claim=GARBLED)
    task = await bench.ask_and_work()
    assert await door.call(task) is Verdict.MALFORMED
    assert await bench.look(task) == task


async def test_an_uncertain_task_is_looked_up_by_the_id_that_the_call_tells(bench: Bench) -> None:
    door = Doorstep(bench, claim=Claim(upstream_id=UpstreamId("u-7")))
    task = await bench.interrupted()
    await bench.work()
    assert await door.call(task) is Verdict.TAKEN
    await bench.work()
    assert [order.upstream_id for order in bench.vendor.look_ups.orders] == [None, "u-7"]


async def test_an_id_that_we_have_is_not_replaced(bench: Bench) -> None:
    door = Doorstep(bench, claim=Claim(upstream_id=UpstreamId("u-7")))
    task = await bench.ask_and_work()
    await door.call(task)
    assert (await bench.look(task)).upstream_id == "u-1"


async def test_the_id_of_another_task_is_not_believed(bench: Bench) -> None:
    door = Doorstep(bench, claim=Claim(task_id=TaskId("another"), upstream_id=UpstreamId("u-7")))
    task = await bench.interrupted()
    await bench.work()
    assert await door.call(task) is Verdict.TAKEN
    assert (await bench.look(task)).upstream_id is None


async def test_what_could_not_be_written_is_not_acknowledged(database_url: str, pool: OneProcess) -> None:
    async with open_bench(database_url, pool, busy_timeout_s=0.05) as bench:
        door, other = Doorstep(bench), Database.open(database_url)
        task = await bench.ask_and_work()
        async with other.transaction():
            with pytest.raises(StorageFailed):
                await door.call(task)
        await other.close()
        assert await bench.look(task) == task


def test_only_what_surely_comes_from_the_provider_is_acknowledged() -> None:
    assert set(Verdict) - HEARD == {Verdict.FORGED, Verdict.MALFORMED}
