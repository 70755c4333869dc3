"""The queue in front of the workers."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from bot.pool.errors import Busy
from bot.pool.worker import Worker

T = TypeVar("T")

_GIB = 2**30


class Pool:
    """Runs functions in worker processes, as an async context manager.

    Nothing is started before the first task. Each worker has its own executor, so that a death concerns one task alone;
    it is replaced for the next one, and also after `tasks_per_worker` tasks, against leaks in native code.
    `memory_bytes` caps a worker's address space. Workers leave SIGINT and SIGTERM to the parent and end with it.
    """

    def __init__(
        self, *, workers: int = 1, max_waiting: int = 64, tasks_per_worker: int = 1000, memory_bytes: int = 3 * _GIB
    ) -> None:
        self._workers = [Worker(tasks=tasks_per_worker, memory_bytes=memory_bytes) for _ in range(workers)]
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()  # the warm one first
        for worker in self._workers:
            self._idle.put_nowait(worker)
        self._max_waiting = max_waiting
        self._waiting = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            await worker.close()

    async def run(self, fn: Callable[..., T], /, *args: object, timeout_s: float) -> T:
        """Call `fn(*args)` in a worker and give its result or its exception; all of them must survive pickling.

        The time counts from when a worker takes the task. A cancelled task's worker is killed.
        Raises Crashed, TooSlow and Busy.
        """
        worker = await self._next_idle()
        try:
            return await worker.run(fn, args, timeout_s)
        finally:
            self._idle.put_nowait(worker)

    async def _next_idle(self) -> Worker:
        if self._idle.empty() and self._waiting >= self._max_waiting:
            raise Busy(f"{self._waiting} tasks are waiting")
        self._waiting += 1
        try:
            return await self._idle.get()
        finally:
            self._waiting -= 1
