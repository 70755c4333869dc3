"""A worker process, as plain as it gets."""

import asyncio
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class OneProcess:
    """Runs in one other process; counts its errands."""

    def __init__(self, executor: ProcessPoolExecutor) -> None:
        self._executor = executor
        self.runs = 0

    async def run(self, fn: Callable[..., T], /, *args: object, timeout_s: float) -> T:
        self.runs += 1
        async with asyncio.timeout(timeout_s):
            return await asyncio.get_running_loop().run_in_executor(self._executor, fn, *args)


@contextmanager
def one_process() -> Iterator[OneProcess]:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as executor:
        yield OneProcess(executor)


class LostWorker:
    """Ends every errand with the same error."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def run(self, _fn: Callable[..., T], /, *_args: object, timeout_s: float) -> T:
        assert timeout_s > 0
        raise self._error
