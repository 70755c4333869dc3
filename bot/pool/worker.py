"""The place of one worker."""

import asyncio
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import TypeVar

from bot.pool.errors import Crashed, TooSlow
from bot.pool.process import WorkerProcess, call

T = TypeVar("T")


class Worker:
    """A place for one process at a time, replaced when it dies, hangs or has done its share."""

    def __init__(self, *, tasks: int, memory_bytes: int) -> None:
        self._tasks = tasks
        self._memory_bytes = memory_bytes
        self._left = tasks
        self._closed = False
        self._process: WorkerProcess | None = None

    async def run(self, fn: Callable[..., T], args: tuple[object, ...], timeout_s: float) -> T:
        """As `Pool.run`, and one at a time."""
        try:
            work = await self._submit(fn, args)
        except BrokenProcessPool as error:
            raise Crashed("no worker process could be started") from error
        try:
            await asyncio.wait({work}, timeout=timeout_s)
            if not work.done():
                raise TooSlow(f"not done after {timeout_s:g} seconds")
            return work.result()
        except BrokenProcessPool as error:
            raise Crashed("the worker process died") from error
        finally:
            self._tidy_up(work)

    async def close(self) -> None:
        """Kill the process, busy or not, and wait until it is gone. What comes later is answered with Crashed."""
        self._closed = True
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            await asyncio.to_thread(process.executor.shutdown)

    async def _submit(self, fn: Callable[..., T], args: tuple[object, ...]) -> "asyncio.Future[T]":
        with suppress(BrokenProcessPool):  # it may have died while it was idle
            if self._process is not None:
                return asyncio.wrap_future(self._process.executor.submit(call, fn, args))
        if self._closed:
            raise Crashed("the pool is closed")
        self._process = await WorkerProcess.start(self._memory_bytes)
        self._left = self._tasks
        return asyncio.wrap_future(self._process.executor.submit(call, fn, args))

    def _tidy_up(self, work: "asyncio.Future[T]") -> None:
        self._left -= 1
        survived = work.done() and not work.cancelled() and not isinstance(work.exception(), BrokenProcessPool)
        work.cancel()
        if self._process is not None and not (survived and self._left):
            self._process.kill()
            self._process.executor.shutdown(wait=False)
            self._process = None
