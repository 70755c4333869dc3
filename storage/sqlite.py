"""A connection to SQLite: a file that survives a power cut, with one writer and any number of readers."""

import sqlite3
from contextlib import ExitStack
from functools import partial
from typing import Any

import aiosqlite
import stamina
from sqlalchemy import URL, Connection, event
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import hops

READING = "darkroom_reading"
"""The execution option of a connection that will not write: each of its statements sees what is committed then."""


def open_sqlite(url: URL, *, busy_timeout_s: float) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite`. `busy_timeout_s`: how long it waits for another process's transaction."""
    engine = create_async_engine(url, async_creator=partial(_connect, url), hide_parameters=True)

    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        with ExitStack() as undo:
            undo.callback(connection.close)
            cursor = connection.cursor()
            for pragma in (
                f"busy_timeout={round(busy_timeout_s * 1000)}",
                "synchronous=FULL",  # a committed intent must survive a power cut
                "foreign_keys=ON",
            ):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()
            connection.run_async(lambda driver: _write_ahead(driver, busy_timeout_s))
            undo.pop_all()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get(READING, False):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


async def _connect(url: URL) -> aiosqlite.Connection:
    arguments, options = SQLiteDialect_aiosqlite().create_connect_args(url)
    return await hops.Connection(partial(sqlite3.connect, *arguments, **options))


async def _write_ahead(connection: aiosqlite.Connection, busy_timeout_s: float) -> None:
    """Processes that start together on a new file get in one another's way here, and SQLite itself does not wait."""
    tries = stamina.retry_context(on=_is_busy, attempts=None, timeout=busy_timeout_s, wait_initial=0.01, wait_max=0.1)
    async for attempt in tries:
        with attempt:
            await (await connection.execute("PRAGMA journal_mode=WAL")).close()


def _is_busy(error: Exception) -> bool:
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode == sqlite3.SQLITE_BUSY
