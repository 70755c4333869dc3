"""Opening one thing after the other: secret keys, database, catalogue. A mistake in a setting is one sentence."""

import os
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

from bot.domain.clock import Clock
from bot.domain.errors import Misconfigured, StorageFailed
from bot.domain.sentences import Reason
from bot.media.opening import open_media
from bot.media.store import MediaStore
from bot.pool import Pool
from bot.settings import Settings, variable
from bot.upstreams.catalogue import Catalogue, build
from bot.upstreams.http import new_client
from storage import canary, migrate
from storage.database import Database, file_of
from storage.sealing import Sealer, keys_from_file


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


async def check_keys(database: Database, sealer: Sealer) -> None:
    """Raises Misconfigured where the database was sealed with other keys, or does not answer."""
    try:
        async with database.transaction() as connection:
            await canary.check(connection, sealer)
    except StorageFailed as error:
        raise Misconfigured(Reason.INTERNAL, detail=f"{variable('database_url')}: {error.detail}") from error


async def open_checked_media(settings: Settings) -> MediaStore:
    """The media store, tried. Raises Misconfigured."""
    media = open_media(settings.media)
    try:
        await media.check()
    except StorageFailed as error:
        raise Misconfigured(Reason.INTERNAL, detail=f"{variable('media')}: {error.detail}") from error
    return media


@contextmanager
def _usable(path: Path, *setting: str) -> Iterator[None]:
    """A file or folder that cannot be made or read is a mistake in a setting, which is named."""
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        detail = f"{variable(*setting)}: {path} cannot be used ({why})"
        raise Misconfigured(Reason.INTERNAL, detail=detail) from error
