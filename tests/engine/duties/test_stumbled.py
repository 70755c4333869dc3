import pytest
from structlog.testing import capture_logs

from bot.domain.lifecycle import Event, State
from bot.domain.sentences import Reason
from bot.domain.tasks import Task
from bot.engine.duties.stumbled import stumble
from tests.engine.bench import Bench, open_bench
from tests.media.runners import OneProcess

BUG = RuntimeError("a bug")


async def stumbling(bench: Bench, state: State, task: Task | None = None) -> Task:
    """A task in a state whose duty fails whenever it is due, until something changes or the day is over."""
    task = task or await bench.ask()
    await bench.books.overwrite(task.id, state=state)
    for _ in range(100):
        for claimed in await bench.books.claim(now=bench.clock.now()):
            await stumble(bench.desk, claimed, BUG)
        if await bench.state(task) is not state:
            break
        bench.clock.shift(bench.desk.settings.backoff(9))
    return await bench.look(task)


async def test_a_duty_that_fails_once_is_done_again_later(bench: Bench) -> None:
    task = await bench.ask()
    (claimed,) = await bench.books.claim(now=bench.clock.now())
    await stumble(bench.desk, claimed, BUG)
    rested = await bench.look(task)
    assert (rested.state, rested.attempts) == (State.ACCEPTED, 1)
    await bench.work()
    assert bench.vendor.submissions.orders == []
    await bench.later(60)
    assert await bench.state(task) is State.RUNNING


@pytest.mark.parametrize(
    ("state", "ending"),
    [
        (State.ACCEPTED, State.FAILED),
        (State.SUBMITTING, State.UNCERTAIN),
        (State.UNCERTAIN, State.EXPIRED),
        (State.RUNNING, State.EXPIRED),
        (State.FINISHED, State.FAILED),
        (State.SAVED, State.PARKED),
        (State.PARKED, State.EXPIRED),
    ],
)
async def test_a_duty_that_always_fails_does_not_hold_a_task_forever(bench: Bench, state: State, ending: State) -> None:
    assert (await stumbling(bench, state)).state is ending


async def test_whoever_asks_for_the_reference_finds_the_log_line(bench: Bench) -> None:
    with capture_logs() as lines:
        task = await stumbling(bench, State.ACCEPTED)
    assert task.failure is not None
    assert task.failure.reason is Reason.INTERNAL
    (line,) = [line for line in lines if line.get("reference") == task.failure.values["reference"]]
    assert (line["log_level"], line["exc_info"], line["task"]) == ("error", BUG, task.id)


async def test_a_task_that_moved_meanwhile_is_left_alone(bench: Bench) -> None:
    stale = await bench.ask()
    moved = await bench.books.advance(stale, Event.CANCEL)
    await stumble(bench.desk, stale, BUG)
    assert await bench.look(stale) == moved


async def test_where_nothing_can_be_written_either_the_lease_lapses(
    bench: Bench, database_url: str, pool: OneProcess
) -> None:
    task = await bench.ask()
    async with open_bench(database_url, pool, busy_timeout_s=0.01) as impatient, bench.desk.database.transaction():
        with capture_logs() as lines:
            await stumble(impatient.desk, task, BUG)
    assert [line["event"] for line in lines] == ["duty failed", "cannot write"]
    assert await bench.look(task) == task
