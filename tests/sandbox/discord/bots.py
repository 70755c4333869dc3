"""An unmodified discord.py client, pointed at the local Discord."""

import asyncio
import io
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from PIL import Image

from bot.sandbox.discord import LocalDiscord


class Bot(discord.Client):
    """A client with a command tree; what the gateway tells it is kept by event name."""

    def __init__(self, *, intents: discord.Intents | None = None) -> None:
        super().__init__(
            intents=intents or discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            enable_debug_events=True,
        )
        self.tree = app_commands.CommandTree(self)
        self.heard: asyncio.Queue[str] = asyncio.Queue()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """discord.py would sleep 5 s before a second IDENTIFY."""

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_socket_event_type(self, name: str) -> None:
        self.heard.put_nowait(name)

    async def hears(self, name: str) -> None:
        """Until the gateway has told of this event, counted from the last call."""
        async with asyncio.timeout(10):
            while await self.heard.get() != name:
                pass


@contextmanager
def pointed_at(local: LocalDiscord) -> Iterator[None]:
    """discord.py finds Discord through two constants: for a while they lead here."""
    base, gateway = discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = local.api_base, yarl.URL(local.gateway_url)
    try:
        yield
    finally:
        discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@asynccontextmanager
async def running(bot: Bot, local: LocalDiscord) -> AsyncIterator[Bot]:
    """The bot, connected and with its commands registered."""
    with pointed_at(local):
        task = asyncio.create_task(bot.start(local.token), name="bot")
        try:
            await local.wait_for_commands(*(command.name for command in bot.tree.get_commands()))
            yield bot
        finally:
            await bot.close()
            await asyncio.wait({task})
        await task


def png(side: int = 8, color: str = "red") -> bytes:
    """A small picture."""
    data = io.BytesIO()
    Image.new("RGB", (side, side), color).save(data, "PNG")
    return data.getvalue()


def attachable(name: str = "out.png", *, description: str | None = None) -> discord.File:
    """A small picture to send."""
    return discord.File(io.BytesIO(png()), name, description=description)
