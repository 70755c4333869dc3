"""The port to the worker processes."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Runner(Protocol):
    """Runs CPU work outside the event loop."""

    async def run(self, fn: Callable[..., T], /, *args: object, timeout_s: float) -> T:
        """Call `fn(*args)` in a worker process and give its result or its exception; all of them survive pickling.

        Raises Crashed for a worker that died, TooSlow for one that took longer than `timeout_s`, and Busy.
        """
