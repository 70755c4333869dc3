"""A bot process as those see it who start and bury it."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from bot.settings import Settings
from tests.faults.broken import Broken
from tests.faults.life import Fate, live

_BURY_S = 10
_LOOK_EVERY_S = 0.02


_SILENCE = "ignore:resource_tracker:UserWarning"
"""Who is killed leaves semaphores behind; the tracker removes them and would complain."""


def bots() -> ForkServerContext:
    """Where bots come from: forked from a process that has imported everything and done nothing."""
    os.environ.setdefault("PYTHONWARNINGS", _SILENCE)
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.life", "cogs"])
    return context


class Bot:
    """A running bot."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        self._ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(process.sentinel, self._end)

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return not self._ended.is_set()

    async def wait(self) -> int:
        """Its exit status, once it ends; negative for a signal."""
        await self._ended.wait()
        self._process.join()
        return self._process.exitcode or 0

    async def bury(self) -> None:
        """Kill it, if it lives, and wait until its worker processes have followed it. Raises Broken if they do not."""
        self._process.kill()
        await self.wait()
        try:
            async with asyncio.timeout(_BURY_S):
                while self._leaves_anybody():  # noqa: ASYNC110 (another process sets no event of ours)
                    await asyncio.sleep(_LOOK_EVERY_S)
        except TimeoutError as error:
            raise Broken("worker processes outlive the bot") from error

    def _leaves_anybody(self) -> bool:
        """Whether its session has a process left: its workers are in it."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid or 0, 0)
            return True
        return False

    def _end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._process.sentinel)
        self._ended.set()


@asynccontextmanager
async def bot_lives(
    context: ForkServerContext, settings: Settings, *, clock: Path, log: Path, fate: Fate
) -> AsyncIterator[Bot]:
    """Start a bot; at the end it is dead, and so are its workers."""
    process = context.Process(target=live, args=(settings, clock, log, fate))
    process.start()
    bot = Bot(process)
    try:
        yield bot
    finally:
        await bot.bury()
