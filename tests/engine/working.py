"""Workers at work, as they are in production."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.domain.pace import Pace
from bot.domain.tasks import Task
from bot.engine.worker import Worker
from tests.engine.bench import Bench

EAGER = Pace(poll_initial_s=0.01, poll_max_s=0.01, max_in_flight=99)


@asynccontextmanager
async def working(bench: Bench, *, workers: int = 1) -> AsyncIterator[None]:
    """Workers at work; afterwards they have stopped, and what was under way has ended."""
    stopping = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(Worker(bench.desk).run(stopping), name="worker")
        try:
            yield
        finally:
            stopping.set()


async def heard(bench: Bench, tasks: int = 1) -> list[Task]:
    """Tasks whose people have their result, or have been told why there is none."""
    async with asyncio.timeout(20):
        return [await bench.mailbox.closed.get() for _ in range(tasks)]
