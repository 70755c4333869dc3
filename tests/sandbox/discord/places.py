"""Where the tests happen: a guild, a channel, a person, and an API client without a library."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import aiohttp

from bot.domain.clock import ShiftedClock
from bot.sandbox.discord import Channel, Exchange, Guild, LocalDiscord, Person
from bot.sandbox.discord.rules import Rulebook
from tests.sandbox.discord.raw import Api

Observer = Callable[[Exchange], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    local: LocalDiscord
    clock: ShiftedClock
    guild: Guild
    channel: Channel
    ann: Person
    api: Api

    def wait(self, **by: float) -> None:
        """Let logical time pass."""
        self.clock.shift(timedelta(**by))


@asynccontextmanager
async def open_place(
    *, off: Iterable[str] = (), heartbeat_s: float = 41.25, observers: Sequence[Observer] = ()
) -> AsyncIterator[Place]:
    """A local Discord with these rules switched off."""
    clock = ShiftedClock()
    async with (
        LocalDiscord(clock=clock, rulebook=Rulebook(off), heartbeat_s=heartbeat_s, observers=observers) as local,
        aiohttp.ClientSession() as session,
    ):
        guild = local.add_guild()
        channel = local.add_channel(guild)
        ann = local.add_person("Ann", guild)
        yield Place(local=local, clock=clock, guild=guild, channel=channel, ann=ann, api=Api(local, session))
