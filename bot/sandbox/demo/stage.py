"""The demo's world: a local Discord, local vendors that really process pictures, and the bot as its own process."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.domain.clock import SystemClock
from bot.pool import Pool
from bot.sandbox.bot_process import BotProcess, bot_process, callbacks, environment, free_port, no_callbacks
from bot.sandbox.demo.ways import Books, Way
from bot.sandbox.demo.workshop import TimedWorkshop
from bot.sandbox.discord import Channel, Guild, LocalDiscord, Person
from bot.sandbox.upstreams import LocalVendors
from bot.sandbox.upstreams.classical import ClassicalImaging

_START_S = 60


class BotEndedError(Exception):
    """The bot's process ended by itself before it heard commands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where the demo plays. The bot's data are in `folder`, and stay there from one of its processes to the next.

    `changes` are variables of the bot that win over the sandbox's.
    """

    discord: LocalDiscord
    vendors: LocalVendors
    guild: Guild
    channel: Channel
    person: Person
    folder: Path
    settled_at: dict[str, datetime]
    changes: Mapping[str, str] = field(default_factory=dict)

    @asynccontextmanager
    async def bot_runs(self, way: Way) -> AsyncIterator[None]:
        """The bot runs and hears commands; the vendors call it, or do not.

        Raises BotEndedError where it does not come so far, TimeoutError where that takes too long.
        """
        async with bot_process(self.folder, {**self._settings(way), **self.changes}) as bot:
            await self._hears_commands(bot)
            yield

    async def _hears_commands(self, bot: BotProcess) -> None:
        ready = asyncio.create_task(
            self.discord.wait_for_commands("enhance", "faceswap", timeout_s=_START_S), name="bot-ready"
        )
        ended = asyncio.create_task(bot.wait(), name="bot-ended")
        try:
            await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
            if not ready.done():
                raise BotEndedError(f"the bot ended with status {await ended}")
            await ready
        finally:
            ready.cancel()
            ended.cancel()

    @property
    def books(self) -> Books:
        """What the vendors have written down so far."""
        vendors = self.vendors.all.values()
        return Books(
            calls=[call for vendor in vendors for call in vendor.calls],
            callbacks=[each for vendor in vendors for each in vendor.callbacks],
            settled_at=self.settled_at,
        )

    def _settings(self, way: Way) -> dict[str, str]:
        settings = environment(self.discord, self.vendors)
        if way is Way.CALLBACK:
            return settings | callbacks(self.vendors, free_port())
        no_callbacks(self.vendors)
        return settings


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Stage]:
    """Set everything up but the bot, whose data will be in `folder`."""
    clock = SystemClock()
    settled_at: dict[str, datetime] = {}
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(Pool())
        discord = await stack.enter_async_context(LocalDiscord(clock=clock))
        vendors = await stack.enter_async_context(LocalVendors(clock=clock, imaging=ClassicalImaging(pool)))
        for vendor in vendors.all.values():
            vendor.workshop = TimedWorkshop(clock=clock, settled_at=settled_at)
        guild = discord.add_guild("Darkroom")
        yield Stage(
            discord=discord,
            vendors=vendors,
            guild=guild,
            channel=discord.add_channel(guild, "pictures"),
            person=discord.add_person("Mia", guild),
            folder=folder,
            settled_at=settled_at,
        )
