"""Darkroom inside a discord.py bot. Everything is put together here; our own `darkroom run` is the first user of it."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from discord.ext import commands

from bot.client import BUTTONS, cog_names, keep_payloads_out_of_logs
from bot.domain.clock import Clock, SystemClock
from bot.domain.errors import Misconfigured, StorageFailed
from bot.domain.sentences import Reason
from bot.engine.announcer import Announcer
from bot.engine.desk import Desk
from bot.engine.keyring import Keyring
from bot.engine.routing import Router
from bot.engine.studio import Studio
from bot.engine.worker import Worker
from bot.logs import hush
from bot.media.disk import open_disk, settle
from bot.media.fetch import Fetcher
from bot.media.fit import Fitter
from bot.media.inspect import Inspector
from bot.media.store import MediaStore
from bot.pool import Pool
from bot.settings import Settings, variable
from bot.ui.delivery import DiscordDelivery
from bot.ui.packing import Packer
from bot.upstreams.catalogue import Catalogue, build
from bot.upstreams.http import new_client
from storage import migrate
from storage.database import Database, file_of
from storage.sealing import Sealer, keys_from_file
from storage.tasks import Tasks
from storage.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the cogs use, what carries the tasks, and how people hear of them."""

    studio: Studio
    keyring: Keyring
    packer: Packer
    worker: Worker
    delivery: DiscordDelivery
    database: Database


@asynccontextmanager
async def attach(bot: commands.Bot, settings: Settings) -> AsyncIterator[Parts]:
    """Give `bot` our cogs and buttons, and carry the tasks of its people until the block ends.

    To be entered before the bot logs in. The bot registers its commands itself (`tree.sync`).
    Raises Misconfigured and StorageFailed where the settings, the database or the folders are not usable.
    """
    async with AsyncExitStack() as stack:
        keep_payloads_out_of_logs()
        hush()
        parts = await assemble(stack, settings)
        vars(bot).update(studio=parts.studio, keyring=parts.keyring, packer=parts.packer)
        bot.add_dynamic_items(*BUTTONS)
        for name in cog_names():
            await bot.load_extension(name)
        parts.delivery.connect(bot)
        stopping = asyncio.Event()
        worker = asyncio.create_task(parts.worker.run(stopping), name="worker")
        try:
            yield parts
        finally:
            stopping.set()
            await worker


async def assemble(stack: AsyncExitStack, settings: Settings, clock: Clock | None = None) -> Parts:
    """Open everything, lowest first; `stack` closes it. The database is brought up to date."""
    clock = clock or SystemClock()
    sealer = open_sealer(settings)
    database = await open_upgraded(stack, settings)
    pool = await stack.enter_async_context(Pool())
    catalogue = await open_catalogue(stack, settings, clock)
    media = _open_media(settings)
    fetcher = await stack.enter_async_context(Fetcher(settings.media))
    vault = Vault(sealer)
    packer = Packer(Fitter(pool, settings.media), catalogue.tools)
    delivery = DiscordDelivery(packer=packer, clock=clock)
    desk = Desk(
        clock=clock,
        database=database,
        tasks=Tasks(sealer),
        catalogue=catalogue,
        router=Router(catalogue=catalogue, database=database, vault=vault),
        media=media,
        media_settings=settings.media,
        fetcher=fetcher,
        inspector=Inspector(pool, settings.media),
        delivery=delivery,
        announcer=Announcer(delivery),
        settings=settings.engine,
    )
    return Parts(
        studio=Studio(desk, default_quota=settings.quota.quota()),
        keyring=Keyring(catalogue=catalogue, database=database, vault=vault, clock=clock),
        packer=packer,
        worker=Worker(desk),
        delivery=delivery,
        database=database,
    )


def open_sealer(settings: Settings) -> Sealer:
    """The secret keys of the settings, or of their file, which is made if need be. Raises Misconfigured."""
    if settings.secret_keys:
        return Sealer(settings.secret_keys)
    path = settings.secret_key_file
    with _usable(path, "secret_key_file"):
        path.parent.mkdir(parents=True, exist_ok=True)
        keys = keys_from_file(path)
    try:
        return Sealer(keys)
    except Misconfigured as error:
        detail = f"{variable('secret_key_file')}: {path} does not hold Fernet keys"
        raise Misconfigured(Reason.INTERNAL, detail=detail) from error


async def open_upgraded(stack: AsyncExitStack, settings: Settings) -> Database:
    """The database, brought up to date. Raises Misconfigured."""
    database = await open_database(stack, settings)
    try:
        await migrate.upgrade(database)
    except StorageFailed as error:
        raise Misconfigured(Reason.INTERNAL, detail=f"{variable('database_url')}: {error.detail}") from error
    return database


async def open_database(stack: AsyncExitStack, settings: Settings) -> Database:
    """The database, its folder made if it is a file. Raises Misconfigured."""
    url = settings.database_url.get_secret_value()
    file = file_of(url)
    if file is not None:
        with _usable(file, "database_url"):
            _make_file(file)
    database = Database.open(url)
    stack.push_async_callback(database.close)
    return database


def _make_file(file: Path) -> None:
    """Make it, empty, if need be: a driver that cannot open it would complain late and from a thread of its own."""
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_APPEND, 0o600))


async def open_catalogue(stack: AsyncExitStack, settings: Settings, clock: Clock) -> Catalogue:
    """Every tool and offer, with an HTTP client for the providers.

    The local provider has worker processes of its own: its long work must not hold up the short looks at pictures.
    """
    client = await stack.enter_async_context(new_client())
    pool = await stack.enter_async_context(Pool(workers=settings.providers.local.pace.max_in_flight))
    return build(settings.providers, client=client, pool=pool, clock=clock)


def _open_media(settings: Settings) -> MediaStore:
    folder = settings.media.dir
    with _usable(folder, "media", "dir"):
        disk = open_disk(folder)
    return MediaStore(disk, max_bytes=settings.media.max_bytes_on_disk, settle=partial(settle, folder))


@contextmanager
def _usable(path: Path, *setting: str) -> Iterator[None]:
    """A file or folder that cannot be made or read is a mistake in a setting, which is named."""
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        detail = f"{variable(*setting)}: {path} cannot be used ({why})"
        raise Misconfigured(Reason.INTERNAL, detail=detail) from error
