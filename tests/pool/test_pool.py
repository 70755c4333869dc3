import asyncio
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest

from bot.pool import Busy, Crashed, Pool, TooSlow
from tests.pool import tasks

LONG_S = 50


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    async with Pool() as opened:
        yield opened


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


async def gone(pid: int) -> bool:
    """Wait until the process has ended."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        ready, _, _ = await asyncio.to_thread(select.select, [descriptor], [], [], LONG_S)
    finally:
        os.close(descriptor)
    return bool(ready)


async def test_a_result_comes_from_another_process(pool: Pool) -> None:
    assert await pool.run(os.getpid, timeout_s=LONG_S) != os.getpid()


def children() -> set[int | None]:
    """The processes that this one has, those of other tests' fixtures too."""
    return {child.pid for child in active_children()}


async def test_nothing_is_started_before_the_first_task() -> None:
    before = children()
    async with Pool() as pool:
        assert children() == before

        process = await pool.run(os.getpid, timeout_s=LONG_S)

        assert children() - before == {process}


async def test_an_error_of_the_task_comes_back_and_costs_no_process(pool: Pool) -> None:
    process = await pool.run(os.getpid, timeout_s=LONG_S)

    with pytest.raises(ValueError, match="no reason"):
        await pool.run(tasks.refuse, "no reason", timeout_s=LONG_S)

    assert await pool.run(os.getpid, timeout_s=LONG_S) == process


@pytest.mark.parametrize(
    "death", [tasks.die, tasks.fault, partial(tasks.hoard, 2**40)], ids=["exit", "fault", "memory"]
)
async def test_a_death_costs_its_own_task_only(pool: Pool, death: partial[object]) -> None:
    with pytest.raises(Crashed):
        await pool.run(death, timeout_s=LONG_S)

    assert await pool.run(sum, [1, 2], timeout_s=LONG_S) == 3


async def test_memory_is_capped() -> None:
    async with Pool(memory_bytes=2**30) as small:
        assert await small.run(tasks.hoard, 2**20, timeout_s=LONG_S) == 2**20
        with pytest.raises(Crashed):
            await small.run(tasks.hoard, 2**30, timeout_s=LONG_S)


async def test_a_task_that_takes_too_long_is_killed(pool: Pool) -> None:
    process = await pool.run(os.getpid, timeout_s=LONG_S)

    with pytest.raises(TooSlow):
        await pool.run(time.sleep, 10 * LONG_S, timeout_s=0.1)

    assert await gone(process)
    assert await pool.run(sum, [1, 2], timeout_s=LONG_S) == 3


async def test_a_cancelled_tasks_process_is_killed(pool: Pool, pipe: Path) -> None:
    working = asyncio.create_task(pool.run(tasks.hang, pipe, timeout_s=LONG_S), name="hang")
    process = int(await asyncio.to_thread(pipe.read_text))

    working.cancel()

    with pytest.raises(asyncio.CancelledError):
        await working
    assert await gone(process)
    assert await pool.run(sum, [1, 2], timeout_s=LONG_S) == 3


async def test_a_process_killed_while_idle_is_replaced(pool: Pool) -> None:
    process = await pool.run(os.getpid, timeout_s=LONG_S)
    os.kill(process, signal.SIGKILL)
    assert await gone(process)

    with suppress(Crashed):  # whether its death is known already is a race that the first task may lose
        await pool.run(os.getpid, timeout_s=LONG_S)

    assert await pool.run(os.getpid, timeout_s=LONG_S) != process


async def test_a_process_is_replaced_after_its_share() -> None:
    async with Pool(tasks_per_worker=2) as pool:
        first, second, third = [await pool.run(os.getpid, timeout_s=LONG_S) for _ in range(3)]

    assert first == second != third


async def test_signals_are_left_to_the_parent(pool: Pool) -> None:
    process = await pool.run(tasks.interrupted, timeout_s=LONG_S)

    assert await pool.run(os.getpid, timeout_s=LONG_S) == process


async def test_a_worker_is_modest(pool: Pool) -> None:
    manners = await pool.run(tasks.loaded_modules, timeout_s=LONG_S)

    assert manners == {"threads": 1, "niceness": min(os.nice(0) + 5, 19)}


async def test_two_workers_work_at_once(pipe: Path) -> None:
    async with Pool(workers=2) as pool:
        read, _ = await asyncio.gather(
            pool.run(tasks.read_pipe, pipe, timeout_s=LONG_S),
            pool.run(tasks.write_pipe, pipe, "hello", timeout_s=LONG_S),
        )

    assert read == "hello"


async def test_a_death_does_not_concern_the_other_worker(pipe: Path) -> None:
    async with Pool(workers=2) as pool:
        reading = asyncio.create_task(pool.run(tasks.read_pipe, pipe, timeout_s=LONG_S), name="read")
        with pytest.raises(Crashed):
            await pool.run(tasks.die, timeout_s=LONG_S)
        await pool.run(tasks.write_pipe, pipe, "still here", timeout_s=LONG_S)

        assert await reading == "still here"


async def test_more_than_may_wait_are_turned_away(pipe: Path) -> None:
    async with Pool(max_waiting=1) as pool:
        working = asyncio.create_task(pool.run(tasks.hang, pipe, timeout_s=LONG_S), name="hang")
        await asyncio.to_thread(pipe.read_text)
        waiting = asyncio.create_task(pool.run(sum, [1, 2], timeout_s=LONG_S), name="wait")
        await asyncio.sleep(0)

        with pytest.raises(Busy):
            await pool.run(sum, [3], timeout_s=LONG_S)

        await asyncio.to_thread(pipe.write_text, "go on")
        assert await working == "go on"
        assert await waiting == 3


async def test_a_cancelled_waiter_makes_room(pipe: Path) -> None:
    async with Pool(max_waiting=1) as pool:
        working = asyncio.create_task(pool.run(tasks.hang, pipe, timeout_s=LONG_S), name="hang")
        await asyncio.to_thread(pipe.read_text)
        impatient = asyncio.create_task(pool.run(sum, [0], timeout_s=LONG_S), name="impatient")
        await asyncio.sleep(0)
        impatient.cancel()
        await asyncio.wait({impatient})

        waiting = asyncio.create_task(pool.run(sum, [1, 2], timeout_s=LONG_S), name="wait")
        await asyncio.to_thread(pipe.write_text, "go on")

        await working
        assert await waiting == 3


async def test_closing_ends_what_still_runs(pipe: Path) -> None:
    async with Pool() as pool:
        working = asyncio.create_task(pool.run(tasks.hang, pipe, timeout_s=LONG_S), name="hang")
        process = int(await asyncio.to_thread(pipe.read_text))

    with pytest.raises(Crashed):
        await working
    assert await gone(process)


async def test_a_closed_pool_takes_nothing() -> None:
    async with Pool() as pool:
        pass

    with pytest.raises(Crashed, match="closed"):
        await pool.run(sum, [1], timeout_s=LONG_S)


PARENT = """
import asyncio, os
from bot.pool import Pool

async def main():
    async with Pool() as pool:
        print(await pool.run(os.getpid, timeout_s=50), flush=True)
        await asyncio.Event().wait()

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.fixture
def parent(tmp_path: Path) -> subprocess.Popen[str]:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    return subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        start_new_session=True,
    )


async def test_a_worker_ends_with_a_parent_that_was_killed(parent: subprocess.Popen[str]) -> None:
    with parent:
        assert parent.stdout is not None
        worker = int(await asyncio.to_thread(parent.stdout.readline))
        parent.kill()

        assert await gone(worker)


async def test_ctrl_c_ends_parent_and_worker_without_a_word_from_the_worker(parent: subprocess.Popen[str]) -> None:
    with parent:
        assert parent.stdout is not None
        worker = int(await asyncio.to_thread(parent.stdout.readline))
        os.killpg(parent.pid, signal.SIGINT)
        _, complaints = await asyncio.to_thread(parent.communicate)

    assert parent.returncode == -signal.SIGINT
    assert "SpawnProcess" not in complaints
    assert await gone(worker)


async def test_importing_the_pool_loads_no_imaging_library() -> None:
    imports = "import sys, bot.pool, bot.upstreams.local.errors"
    check = f"{imports}; print({{'cv2', 'numpy', 'PIL'}} & set(sys.modules))"

    told = await asyncio.to_thread(subprocess.check_output, [sys.executable, "-c", check], text=True)

    assert told.strip() == "set()"
