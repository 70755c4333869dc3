"""Our own bot: signals, Discord, the worker, and their order at the start and at the end."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import discord
import structlog

from bot.assembly import Parts, assemble
from bot.client import DarkroomClient, point_at, speaker
from bot.domain.clock import Clock
from bot.domain.errors import Misconfigured
from bot.domain.sentences import Reason
from bot.engine.milestones import Milestones
from bot.login import leave, log_in, logged_in
from bot.opening import open_sealer, open_upgraded
from bot.roles import Role, Shards
from bot.settings import Settings, variable
from bot.ui.settings import DiscordSettings
from bot.ui.trouble import TROUBLE, diagnose
from storage import canary, facts, migrate
from storage.database import Database, is_sqlite
from storage.vault import Vault

log = structlog.get_logger(__name__)

_ASK_WITHIN_S = 10.0
_STOPPING = (signal.SIGTERM, signal.SIGINT)


async def run(
    settings: Settings,
    *,
    role: Role = Role.ALL,
    shards: Shards | None = None,
    stopping: asyncio.Event | None = None,
    clock: Clock | None = None,
    milestones: Milestones | None = None,
) -> None:
    """Do what the role says until `stopping` is set or SIGTERM or SIGINT comes; a second signal ends us at once.

    A Discord that is down is waited for, and no work is begun before we are logged in.
    At the end no new work is begun, what is under way ends within the grace period, then the gateway is closed.
    Raises Misconfigured and StorageFailed with a sentence for the operator.
    """
    _refuse_misfits(settings, role, shards)
    stopping = stopping or asyncio.Event()
    async with AsyncExitStack() as stack:
        parts = await assemble(stack, settings, clock=clock, milestones=milestones)
        parts.listening.connected = _not_yet if role.connects else None
        _stop_on_signals(stopping)
        if role.listens and settings.public_url is not None:
            await stack.enter_async_context(parts.listening.open())
        if role is Role.WEB:
            await stopping.wait()
        else:
            await _speak(stack, settings, parts, role=role, shards=shards, stopping=stopping)
    log.info("stopped")


def _not_yet() -> bool:
    return False


def _refuse_misfits(settings: Settings, role: Role, shards: Shards | None) -> None:
    """Raises Misconfigured for what cannot work together."""
    if role is not Role.ALL and is_sqlite(settings.database_url.get_secret_value()):
        detail = (
            f"--role {role} shares the work with other processes, which needs PostgreSQL: {variable('database_url')}"
        )
        raise Misconfigured(Reason.INTERNAL, detail=detail)
    if role is Role.WEB and settings.public_url is None:
        detail = f"--role {role} answers vendors: {variable('public_url')} must say where they find it"
        raise Misconfigured(Reason.INTERNAL, detail=detail)
    if shards is not None and not role.connects:
        detail = f"--shards is for processes that listen to Discord's gateway; --role {role} does not"
        raise Misconfigured(Reason.INTERNAL, detail=detail)


async def _speak(
    stack: AsyncExitStack,
    settings: Settings,
    parts: Parts,
    *,
    role: Role,
    shards: Shards | None,
    stopping: asyncio.Event,
) -> None:
    """Log in to Discord, and listen or work or both."""
    point_at(settings.discord)
    make = partial(_make_client, settings.discord, parts, role, shards)
    client = await stack.enter_async_context(logged_in(make, settings.discord, stopping))
    if client is None:
        return
    log.info("logged in", bot=str(client.user), role=role)
    async with AsyncExitStack() as gateway:
        if role.connects:
            parts.listening.connected = client.is_ready
            await gateway.enter_async_context(_connected(client, stopping))
        if role.works:
            parts.delivery.connect(client)
            await parts.worker.run(stopping)
        else:
            await stopping.wait()
        log.info("stopping")
        await leave(client)


async def upgrade(settings: Settings) -> str:
    """Bring the database up to date; the revision that it is at."""
    async with AsyncExitStack() as stack:
        await open_upgraded(stack, settings)
    return migrate.head()


async def rotate_keys(settings: Settings) -> int:
    """Seal every kept upstream key with the newest secret key; how many."""
    async with AsyncExitStack() as stack:
        database = await open_upgraded(stack, settings)
        sealer = open_sealer(settings)
        async with database.transaction() as connection:
            await canary.check(connection, sealer)
            await canary.renew(connection, sealer)
            return await Vault(sealer).rotate(connection)


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


@asynccontextmanager
async def _connected(client: discord.Client, stopping: asyncio.Event) -> AsyncIterator[None]:
    """Listen to the gateway beside the block."""
    gateway = asyncio.create_task(_stay_connected(client, stopping), name="gateway")
    try:
        yield
    finally:
        gateway.cancel()
        await asyncio.wait({gateway})
    if not gateway.cancelled():
        gateway.result()


async def _stay_connected(client: discord.Client, stopping: asyncio.Event) -> None:
    """The gateway; if it ends for good, everything does, and a supervisor starts us again."""
    try:
        await client.connect()
    except (discord.ConnectionClosed, discord.GatewayNotFound, discord.PrivilegedIntentsRequired) as error:
        detail = f"Discord's gateway turned us away: {error}"
        raise Misconfigured(Reason.INTERNAL, detail=detail) from error
    finally:
        stopping.set()


def _make_client(settings: DiscordSettings, parts: Parts, role: Role, shards: Shards | None) -> discord.Client:
    """Our own client, with the commands; a worker only writes to Discord."""
    if not role.connects:
        return speaker()
    return DarkroomClient(
        settings,
        shards=shards,
        studio=parts.studio,
        keyring=parts.keyring,
        packer=parts.packer,
        memory=_CommandsInDatabase(parts.database),
    )


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
