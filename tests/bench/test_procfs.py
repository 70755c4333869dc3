import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.bench import procfs
from tests.bench.procfs import Usage

MIB = 2**20
HOLDS_A_LOT = "held = b'x' * (64 * 2**20); print(flush=True); input()"
HAS_A_CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLDS_A_LOT!r}])"
HAS_BURIED_A_CHILD = (
    "import subprocess, sys; subprocess.run([sys.executable, '-c', 'for _ in range(5_000_000): pass']);"
    "print(flush=True); input()"
)


@asynccontextmanager
async def python(code: str) -> AsyncIterator[int]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    await process.stdout.readline()
    yield process.pid
    await process.communicate(b"\n")


async def test_what_a_child_holds_counts_for_the_tree_and_not_for_the_main_process() -> None:
    async with python(HAS_A_CHILD) as pid:
        held = procfs.memory(pid)

    assert held.main < 40 * MIB
    assert held.total > 64 * MIB
    assert held.anonymous > 64 * MIB


async def test_the_work_of_a_dead_child_counts_as_the_workers() -> None:
    async with python(HAS_BURIED_A_CHILD) as pid:
        usage = procfs.cpu(pid)

    assert usage.workers_s > 0.05


def test_usage_is_counted_from_a_moment_on() -> None:
    later, earlier = Usage(main_s=3, workers_s=2), Usage(main_s=1, workers_s=0.5)

    assert later.since(earlier) == Usage(main_s=2, workers_s=1.5)
    assert later.total_s == 5


async def test_a_process_that_has_gone_uses_nothing() -> None:
    async with python("print()") as pid:
        pass

    assert pid != os.getpid()
    assert procfs.memory(pid).total == 0
    assert procfs.cpu(pid).total_s == 0
