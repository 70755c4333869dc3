"""Darkroom inside somebody else's discord.py bot."""

import asyncio
import multiprocessing
import re
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord
import pytest
from discord.ext import commands

from bot.assembly import Parts
from bot.domain.clock import SystemClock
from bot.media.settings import MediaSettings
from bot.plugin import attach
from bot.sandbox.discord import Channel, LocalDiscord, Person
from bot.settings import Settings
from tests.journeys.pictures import has_picture, png, size_of
from tests.sandbox.discord.bots import pointed_at


class Host(commands.Bot):
    """Somebody's bot, with a command of its own."""

    def __init__(self) -> None:
        super().__init__("!", intents=discord.Intents(guilds=True), help_command=None)
        self.add_command(commands.Command(_ping, name="ping"))

    async def setup_hook(self) -> None:
        await self.tree.sync()


async def _ping(context: commands.Context[Host]) -> None:
    await context.send("pong")


def settings_in(folder: Path) -> Settings:
    """No provider but this machine."""
    return Settings(
        database_url=f"sqlite+aiosqlite:///{folder}/darkroom.db",
        secret_key_file=folder / "secret.keys",
        media=MediaSettings(dir=folder / "media", allow_private_networks=True),
    )


@pytest.fixture
async def discord_here() -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord(clock=SystemClock()) as local:
        with pointed_at(local):
            yield local


@asynccontextmanager
async def hosted(local: LocalDiscord, settings: Settings) -> AsyncIterator[tuple[Host, Parts]]:
    """A host that runs with Darkroom attached, until the block ends."""
    async with Host() as host, attach(host, settings) as parts:
        await host.login(local.token)
        connection = asyncio.create_task(host.connect(), name="host")
        await local.wait_for_commands("enhance", "faceswap")
        try:
            yield host, parts
        finally:
            await host.close()
            await asyncio.wait({connection})


def somebody(local: LocalDiscord) -> tuple[Channel, Person]:
    """A channel and a person in it."""
    guild = local.add_guild("Host's place")
    return local.add_channel(guild, "pictures"), local.add_person("Mia", guild)


@pytest.mark.slow
async def test_a_host_s_people_can_enhance_and_afterwards_nothing_runs_on(
    discord_here: LocalDiscord, tmp_path: Path
) -> None:
    channel, mia = somebody(discord_here)
    before, children = running(), set(multiprocessing.active_children())

    async with hosted(discord_here, settings_in(tmp_path)):
        began = running() - before
        conversation = await mia.slash(channel, "enhance", image=png(128, 96))
        message = await conversation.until(has_picture)

    assert size_of(message.attachments[0].data) == (256, 192)
    assert began >= {"worker", "sweep", "dispatcher"}
    assert set(multiprocessing.active_children()) <= children
    await asyncio.to_thread(_let_end, threading.enumerate())
    assert running() - before == set()


async def test_the_host_keeps_its_own_commands_and_gets_every_one_of_ours(
    discord_here: LocalDiscord, tmp_path: Path
) -> None:
    somebody(discord_here)
    async with hosted(discord_here, settings_in(tmp_path)) as (host, _):
        assert host.get_command("ping") is not None
        assert {command.name for command in host.tree.get_commands()} >= {"enhance", "faceswap", "tasks", "keys"}


_LIBRARIES = re.compile(r"Task-|discord\.py|asyncio_|.*_run_safe_shutdown_loop|MainThread")


def running() -> set[str]:
    """The names of what runs. What is ours has one; the event loop, discord.py and the DNS resolver keep their own."""
    names = {task.get_name() for task in asyncio.all_tasks()} | {thread.name for thread in threading.enumerate()}
    return {name for name in names if not _LIBRARIES.match(name)}


def _let_end(threads: list[threading.Thread]) -> None:
    """A connection's thread ends a moment after the connection was closed."""
    for thread in threads:
        if not _LIBRARIES.match(thread.name):
            thread.join(timeout=10)
