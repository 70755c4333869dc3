"""A bell that rings whenever the world changes, so that nobody has to poll."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Signal:
    """Wakes every waiter on each change; a waiter looks again and decides."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        """Something changed: let everybody look again."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, probe: Callable[[], T | None], *, timeout_s: float, what: str) -> T:
        """The first value of `probe` that is not None.

        Raises TimeoutError naming `what` when it does not come within `timeout_s` real seconds.
        """
        try:
            async with asyncio.timeout(timeout_s):
                while (found := probe()) is None:
                    await self._next()
                return found
        except TimeoutError:
            raise TimeoutError(f"waited {timeout_s:g} s for {what}") from None

    async def _next(self) -> None:
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await waiter
        finally:
            self._waiters.discard(waiter)
