"""Our own bot: signals, Discord, the worker, and their order at the start and at the end."""

import asyncio
import signal
from contextlib import AsyncExitStack
from functools import partial

import discord
import structlog

from bot.client import DarkroomClient, point_at
from bot.domain.clock import Clock
from bot.domain.errors import Misconfigured
from bot.domain.sentences import Reason
from bot.login import leave, log_in, logged_in
from bot.plugin import Parts, assemble, open_sealer, open_upgraded
from bot.settings import Settings
from bot.ui.settings import DiscordSettings
from bot.ui.trouble import TROUBLE, diagnose
from storage import facts, migrate
from storage.database import Database
from storage.vault import Vault

log = structlog.get_logger(__name__)

_ASK_WITHIN_S = 10.0
_STOPPING = (signal.SIGTERM, signal.SIGINT)


async def run(settings: Settings, *, stopping: asyncio.Event | None = None, clock: Clock | None = None) -> None:
    """Work until `stopping` is set or SIGTERM or SIGINT comes; a second signal ends the process at once.

    A Discord that is down is waited for, and no work is begun before we are logged in.
    At the end no new work is begun, what is under way ends within the grace period, then the gateway is closed.
    Raises Misconfigured and StorageFailed with a sentence for the operator.
    """
    stopping = stopping or asyncio.Event()
    async with AsyncExitStack() as stack:
        parts = await assemble(stack, settings, clock)
        _stop_on_signals(stopping)
        point_at(settings.discord)
        make = partial(_make_client, settings.discord, parts)
        client = await stack.enter_async_context(logged_in(make, settings.discord, stopping))
        if client is not None:
            log.info("logged in", bot=str(client.user))
            parts.delivery.connect(client)
            await _work(client, parts, stopping)
    log.info("stopped")


async def upgrade(settings: Settings) -> str:
    """Bring the database up to date; the revision that it is at."""
    async with AsyncExitStack() as stack:
        await open_upgraded(stack, settings)
    return migrate.head()


async def rotate_keys(settings: Settings) -> int:
    """Seal every kept upstream key with the newest secret key; how many."""
    async with AsyncExitStack() as stack:
        database = await open_upgraded(stack, settings)
        async with database.transaction() as connection:
            return await Vault(open_sealer(settings)).rotate(connection)


async def name_behind(settings: DiscordSettings, *, within_s: float = _ASK_WITHIN_S) -> str:
    """The name of the bot that the token belongs to. Raises Misconfigured, soon, if Discord does not tell it."""
    point_at(settings)
    client = discord.Client(intents=discord.Intents(guilds=True))
    try:
        async with asyncio.timeout(within_s), client:
            await log_in(client, settings)
            return str(client.user)
    except TROUBLE as error:
        detail = f"Discord cannot be reached at {settings.api_base}: {diagnose(error).why}"
        raise Misconfigured(Reason.INTERNAL, detail=detail) from error


async def _work(client: DarkroomClient, parts: Parts, stopping: asyncio.Event) -> None:
    gateway = asyncio.create_task(_stay_connected(client, stopping), name="gateway")
    try:
        await parts.worker.run(stopping)
        log.info("stopping")
        await leave(client)
    finally:
        gateway.cancel()
        await asyncio.wait({gateway})
    if not gateway.cancelled():
        gateway.result()


async def _stay_connected(client: DarkroomClient, stopping: asyncio.Event) -> None:
    """The gateway; if it ends for good, everything does, and a supervisor starts us again."""
    try:
        await client.connect()
    except (discord.ConnectionClosed, discord.GatewayNotFound, discord.PrivilegedIntentsRequired) as error:
        detail = f"Discord's gateway turned us away: {error}"
        raise Misconfigured(Reason.INTERNAL, detail=detail) from error
    finally:
        stopping.set()


def _make_client(settings: DiscordSettings, parts: Parts) -> DarkroomClient:
    memory = _CommandsInDatabase(parts.database)
    return DarkroomClient(settings, studio=parts.studio, keyring=parts.keyring, packer=parts.packer, memory=memory)


class _CommandsInDatabase:
    """Which commands were registered last: kept with the tasks, so that a restart registers nothing anew."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self) -> str | None:
        """What was saved, if anything."""
        async with self._database.reading() as connection:
            return await facts.recall(connection, "commands")

    async def save(self, fingerprint: str) -> None:
        """Keep it."""
        async with self._database.transaction() as connection:
            await facts.remember(connection, "commands", fingerprint)


def _stop_on_signals(stopping: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()

    def stop() -> None:
        log.info("asked to stop")
        stopping.set()
        for number in _STOPPING:
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)  # a second one ends the process at once

    for number in _STOPPING:
        loop.add_signal_handler(number, stop)
