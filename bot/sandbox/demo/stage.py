"""The demo's world: a local Discord, local vendors that really process pictures, and the bot as its own process."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.domain.clock import SystemClock
from bot.pool import Pool
from bot.sandbox.bot_process import BotProcess, bot_process, environment
from bot.sandbox.discord import Channel, Guild, LocalDiscord, Person
from bot.sandbox.upstreams import LocalVendors
from bot.sandbox.upstreams.classical import ClassicalImaging


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where the demo plays."""

    discord: LocalDiscord
    vendors: LocalVendors
    bot: BotProcess
    guild: Guild
    channel: Channel
    person: Person


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Stage]:
    """Set everything up, with the bot's data in `folder`; ready once the bot has registered its commands."""
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(Pool())
        discord = await stack.enter_async_context(LocalDiscord(clock=clock))
        vendors = await stack.enter_async_context(LocalVendors(clock=clock, imaging=ClassicalImaging(pool)))
        guild = discord.add_guild("Darkroom")
        channel = discord.add_channel(guild, "pictures")
        person = discord.add_person("Mia", guild)
        bot = await stack.enter_async_context(bot_process(folder, environment(discord, vendors)))
        await discord.wait_for_commands("enhance", "faceswap", timeout_s=60)
        yield Stage(discord=discord, vendors=vendors, bot=bot, guild=guild, channel=channel, person=person)
