import asyncio
from collections.abc import Awaitable, Callable, Collection
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.lifecycle import OPEN, State
from bot.domain.offers import Order
from bot.domain.outcomes import Broke, Outcome, Pending
from bot.domain.sentences import Reason, Sentence
from bot.engine.dispatcher import Dispatcher
from bot.engine.lane import Lane
from bot.engine.settings import EngineSettings
from tests.engine.bench import Bench, open_bench
from tests.media.runners import OneProcess
from tests.storage.requests import MINUTE

LONGEST_S = 0.05
IMPATIENT = EngineSettings(idle_max_s=LONGEST_S, grace_s=0)
ONE_AT_A_TIME = EngineSettings(idle_max_s=LONGEST_S, duties_at_once=1)


class Alone:
    """A lane for every state, and who looks for it when something is due."""

    def __init__(self, bench: Bench, *, states: Collection[State] = OPEN) -> None:
        self.lane = Lane(bench.desk, name="work", states=states, owner="me")
        self._dispatcher = Dispatcher(bench.desk, [self.lane])

    async def turn(self) -> float:
        return await self._dispatcher._turn()


def lane(bench: Bench) -> Alone:
    return Alone(bench)


def stuck(begun: asyncio.Event) -> Callable[[Order], Awaitable[Outcome]]:
    async def wait_forever(_: Order) -> Outcome:
        begun.set()
        await asyncio.Event().wait()
        return Pending()

    return wait_forever


async def stop(working: Alone) -> None:
    await working.lane.finish()


async def test_with_nothing_to_do_a_lane_rests_its_longest(bench: Bench) -> None:
    assert await lane(bench).turn() == LONGEST_S


async def test_a_lane_rests_no_longer_than_until_the_next_is_due(bench: Bench) -> None:
    task = await bench.ask()
    await bench.books.overwrite(task.id, due_at=bench.clock.now() + timedelta(seconds=LONGEST_S))
    assert 0 <= await lane(bench).turn() < LONGEST_S


async def test_a_lane_that_found_work_looks_again_at_once(bench: Bench) -> None:
    await bench.ask()
    working = lane(bench)
    assert await working.turn() == 0
    await stop(working)


async def test_a_lane_that_is_full_claims_nothing(database_url: str, pool: OneProcess) -> None:
    async with open_bench(database_url, pool, settings=ONE_AT_A_TIME) as bench:
        await bench.ask()
        second = await bench.ask()
        working = lane(bench)
        assert [await working.turn() for _ in range(2)] == [0, LONGEST_S]
        assert await bench.books.column(second.id, "lease_owner") is None
        await stop(working)


async def test_a_busy_database_holds_work_up_and_loses_nothing(
    bench: Bench, database_url: str, pool: OneProcess
) -> None:
    task = await bench.ask()
    async with open_bench(database_url, pool, busy_timeout_s=0.01) as impatient:
        working = lane(impatient)
        async with bench.desk.database.transaction():
            with capture_logs() as lines:
                assert await working.turn() == LONGEST_S
        assert [line["event"] for line in lines] == ["cannot claim"]
        assert await working.turn() == 0
        await stop(working)
    assert await bench.state(task) is not State.ACCEPTED


async def test_what_does_not_end_in_time_is_anybodys_at_once(database_url: str, pool: OneProcess) -> None:
    async with open_bench(database_url, pool, settings=IMPATIENT) as bench:
        begun = asyncio.Event()
        bench.vendor.submissions.are(stuck(begun))
        task = await bench.ask()
        working = lane(bench)
        await working.turn()
        await begun.wait()
        assert await bench.books.claim(now=bench.clock.now()) == []
        await stop(working)
        (claimed,) = await bench.books.claim(now=bench.clock.now())
        assert (claimed.id, claimed.state) == (task.id, State.SUBMITTING)


async def test_what_cannot_be_written_is_done_again_when_its_lease_lapses(
    bench: Bench, database_url: str, pool: OneProcess
) -> None:
    async with open_bench(database_url, pool, busy_timeout_s=0.01) as impatient, AsyncExitStack() as another:

        async def while_another_writes(_: Order) -> Outcome:
            await another.enter_async_context(bench.desk.database.transaction())
            return Broke(sentence=Sentence.of(Reason.NO_FACE, slot="image"))

        impatient.vendor.polls.are(while_another_writes)
        task = await impatient.ask_and_work()
        impatient.clock.shift(MINUTE)
        working = lane(impatient)
        with capture_logs() as lines:
            await working.turn()
            await stop(working)
    assert [line["event"] for line in lines if line["log_level"] == "warning"][-1] == "cannot write"
    assert await bench.state(task) is State.RUNNING


async def test_what_cannot_be_given_back_lapses(database_url: str, pool: OneProcess, bench: Bench) -> None:
    async with open_bench(database_url, pool, settings=IMPATIENT, busy_timeout_s=0.01) as impatient:
        begun = asyncio.Event()
        impatient.vendor.submissions.are(stuck(begun))
        await impatient.ask()
        working = lane(impatient)
        await working.turn()
        await begun.wait()
        async with bench.desk.database.transaction():
            with capture_logs() as lines:
                await stop(working)
    assert [line["event"] for line in lines] == ["cannot give back"]
    assert await bench.books.claim(now=bench.clock.now()) == []
    assert len(await bench.books.claim(now=bench.clock.now() + MINUTE)) == 1


@pytest.mark.parametrize(("at_once", "stays"), [(1, False), (2, True)])
async def test_in_a_full_lane_a_task_that_comes_to_anothers_state_makes_room(
    database_url: str, pool: OneProcess, at_once: int, *, stays: bool
) -> None:
    settings = EngineSettings(idle_max_s=LONGEST_S, duties_at_once=at_once)
    async with open_bench(database_url, pool, settings=settings) as bench:
        task = await bench.ask_and_work()
        bench.clock.shift(timedelta(seconds=30))
        asking = Alone(bench, states={State.RUNNING})
        await asking.turn()
        await stop(asking)
        assert await bench.state(task) is (State.DELIVERED if stays else State.FINISHED)
        await bench.work()
        assert await bench.state(task) is State.DELIVERED
        assert len(bench.mailbox.posts) == 1
