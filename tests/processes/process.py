"""A process of ours as a supervisor sees it."""

import asyncio
import os
import signal
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from tests.faults.bot import Bot
from tests.journeys.process import until

_END_S = 20


def nursery() -> ForkServerContext:
    """Where processes come from: forked from one that has imported everything and done nothing."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.processes.life", "cogs"])
    return context


class Process(Bot):
    """A running `darkroom run`, with its lines in `log`."""

    def __init__(self, process: ForkServerProcess, log: Path) -> None:
        super().__init__(process)
        self.log = log

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self._process.pid or 0, number)

    async def stop(self) -> int:
        """SIGTERM, as a supervisor does it; its exit status. Raises TimeoutError."""
        self.send(signal.SIGTERM)
        async with asyncio.timeout(_END_S):
            return await self.wait()

    async def kill(self) -> None:
        """SIGKILL: a power cut for this process."""
        self._process.kill()
        await self.wait()

    @property
    def is_stopped(self) -> bool:
        """Whether it lies still after SIGSTOP."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text()
        return stat.rpartition(")")[2].split()[0] == "T"

    def said(self, *words: str) -> int:
        """How many of its lines hold all these words."""
        return sum(all(word in line for word in words) for line in self._lines())

    async def says(self, *words: str, timeout_s: float = 20) -> None:
        """Until a line with these words is in its log, or it ends. Raises TimeoutError."""
        await until(lambda: self.said(*words) > 0 or not self.running, timeout_s=timeout_s)
        assert self.said(*words), self.log.read_text()

    def _lines(self) -> Iterator[str]:
        with self.log.open() as lines:
            yield from lines
