"""The connection to the database, and what a transaction is on each kind of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.domain.errors import Misconfigured, StorageFailed
from bot.domain.sentences import Reason

Transaction = AsyncConnection
"""What every storage function works on, by the name that those above use."""

_READING = "darkroom_reading"
_BUSY_TIMEOUT_S = 10.0


class Database:
    """A pool of connections. Made by `open`; closed by `close`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._reader = engine.execution_options(**{_READING: True})
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._one_writer: AbstractAsyncContextManager[Any] = asyncio.Lock() if self._is_sqlite else nullcontext()

    @classmethod
    def open(cls, url: str, *, busy_timeout_s: float = _BUSY_TIMEOUT_S) -> Self:
        """Connect lazily to `sqlite+aiosqlite:///…` or `postgresql+psycopg://…`. Raises Misconfigured for others.

        `busy_timeout_s`: how long SQLite waits for another process's transaction. No error quotes what was written.
        """
        try:
            engine = create_async_engine(url, pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True)
        except (ArgumentError, SQLAlchemyError, ImportError) as error:
            raise Misconfigured(
                Reason.INTERNAL, detail="DARKROOM_DATABASE_URL is not a database URL we know"
            ) from error
        if engine.dialect.name == "sqlite":
            _prepare_sqlite(engine, busy_timeout_s)
        return cls(engine)

    async def close(self) -> None:
        """Give every connection back."""
        await self.engine.dispose()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """A write transaction: all of it or nothing. On SQLite it takes the write lock at once, one writer at a time.

        Raises StorageFailed where the database is busy, full or gone. IntegrityError passes: it is a storage module's
        business to expect it.
        """
        try:
            async with self._one_writer, self.engine.begin() as connection:
                yield connection
        except IntegrityError:
            raise
        except (DBAPIError, NoConnectionFree) as error:
            raise _failed(error) from error

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection to read from, that never waits for a writer. Raises StorageFailed."""
        try:
            async with self._reader.connect() as connection:
                yield connection
        except (DBAPIError, NoConnectionFree) as error:
            raise _failed(error) from error


def upsert(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, in the connection's own dialect."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def file_of(url: str) -> Path | None:
    """The file that a SQLite URL names; None for another database, for memory, and for what is no URL."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return None
    named = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return Path(str(parsed.database)) if named else None


def describe(url: str) -> str:
    """The database URL without its password, for people."""
    return make_url(url).render_as_string(hide_password=True)


def _failed(error: DBAPIError | NoConnectionFree) -> StorageFailed:
    told = error.orig if isinstance(error, DBAPIError) else error
    # The driver's text may quote parameters; its class and first line are enough to act on.
    return StorageFailed(Reason.INTERNAL, detail=f"{type(told).__name__}: {str(told).splitlines()[0]}")


def _prepare_sqlite(engine: AsyncEngine, busy_timeout_s: float) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        with ExitStack() as undo:
            undo.callback(connection.close)
            cursor = connection.cursor()
            for pragma in (
                f"busy_timeout={round(busy_timeout_s * 1000)}",
                "journal_mode=WAL",
                "synchronous=FULL",  # a committed intent must survive a power cut
                "foreign_keys=ON",
            ):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()
            undo.pop_all()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get(_READING, False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
