"""A process that works for us, from its birth to its end."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context, parent_process
from typing import Self, TypeVar

T = TypeVar("T")

_FOR_THE_PARENT = (signal.SIGINT, signal.SIGTERM)
_KILL = signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerProcess:
    """An executor with one process, and that process's id, which the executor does not tell."""

    executor: ProcessPoolExecutor
    pid: int

    @classmethod
    async def start(cls, memory_bytes: int) -> Self:
        """Raises BrokenProcessPool if it dies at once."""
        executor = ProcessPoolExecutor(
            max_workers=1, mp_context=get_context("spawn"), initializer=_settle_in, initargs=(memory_bytes,)
        )
        with ExitStack() as on_failure:
            on_failure.callback(partial(executor.shutdown, wait=False))
            with _signals_held_back():
                hello = executor.submit(os.getpid)
            process = cls(executor=executor, pid=await asyncio.wrap_future(hello))
            on_failure.pop_all()
        return process

    def kill(self) -> None:
        """At once; a dead one stays dead."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, _KILL)


def call(fn: Callable[..., T], args: tuple[object, ...]) -> T:
    """What the process does with a task."""
    try:
        return fn(*args)
    except MemoryError:
        os._exit(1)  # a process that ran out of memory is not worth keeping


def _settle_in(memory_bytes: int) -> None:
    """What a new process does before its first task, and before numpy and OpenCV read the environment."""
    for number in _FOR_THE_PARENT:
        signal.signal(number, signal.SIG_IGN)
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENCV_FOR_THREADS_NUM": "1"}
    threading.Thread(target=_end_with_parent, name="end with parent", daemon=True).start()
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 (not on Windows)

        os.nice(5)  # the event loop comes first
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _end_with_parent() -> None:
    """A worker would otherwise outlive a parent that was killed: it waits at a pipe whose other end it also holds."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


@contextmanager
def _signals_held_back() -> Iterator[None]:
    """A process started inside inherits the block, so that Ctrl-C cannot hit it before it ignores the signal."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _FOR_THE_PARENT)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
