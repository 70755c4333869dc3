"""The connection to the database, and what a transaction is on each kind of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Table, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.errors import Misconfigured, StorageFailed
from bot.domain.sentences import Reason
from storage.postgres import open_postgres
from storage.sqlite import READING, open_sqlite

Transaction = AsyncConnection
"""What every storage function works on, by the name that those above use."""

_BUSY_TIMEOUT_S = 10.0
_KINDS = {"sqlite+aiosqlite": open_sqlite, "postgresql+psycopg": open_postgres}


class Database:
    """A pool of connections. Made by `open`; closed by `close`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        sqlite_ = engine.dialect.name == "sqlite"
        self._reader = engine.execution_options(**({READING: True} if sqlite_ else {"isolation_level": "AUTOCOMMIT"}))
        self._one_writer: AbstractAsyncContextManager[Any] = asyncio.Lock() if sqlite_ else nullcontext()

    @classmethod
    def open(cls, url: str, *, busy_timeout_s: float = _BUSY_TIMEOUT_S) -> Self:
        """Connect lazily to `sqlite+aiosqlite:///…` or `postgresql+psycopg://…`. Raises Misconfigured for others.

        `busy_timeout_s`: how long a statement waits for another process's transaction. No error quotes what was
        written.
        """
        try:
            parsed = make_url(url)
            engine = _KINDS[parsed.drivername](parsed, busy_timeout_s=busy_timeout_s)
        except (ArgumentError, KeyError, ValueError) as error:
            detail = "DARKROOM_DATABASE_URL must begin with sqlite+aiosqlite:/// or postgresql+psycopg://, and be right"
            raise Misconfigured(Reason.INTERNAL, detail=detail) from error
        return cls(engine)

    @property
    def is_shared(self) -> bool:
        """Whether other processes may work with it at the same time."""
        return self.engine.dialect.name != "sqlite"

    async def close(self) -> None:
        """Give every connection back."""
        await self.engine.dispose()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """A write transaction: all of it or nothing.

        On SQLite it takes the write lock at once, one writer at a time. On PostgreSQL it reads what is committed:
        whoever reads in order to write locks first. Raises StorageFailed where the database is busy, full or gone.
        IntegrityError and DataError pass: no later try would do better.
        """
        try:
            async with self._one_writer, self.engine.begin() as connection:
                yield connection
        except (IntegrityError, DataError):
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
    return insert_on(connection.dialect.name, table)


def insert_on(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def file_of(url: str) -> Path | None:
    """The file that a SQLite URL names; None for another database, for memory, and for what is no URL."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        return None
    named = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return Path(str(parsed.database)) if named else None


def is_sqlite(url: str) -> bool:
    """Whether it is a database for one machine only; False for what is no URL."""
    try:
        return make_url(url).get_backend_name() == "sqlite"
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        return False


def describe(url: str) -> str:
    """The database URL without its password, for people."""
    return make_url(url).render_as_string(hide_password=True)


def _failed(error: DBAPIError | NoConnectionFree) -> StorageFailed:
    told = error.orig if isinstance(error, DBAPIError) else error
    # The driver's text may quote parameters; its class and first line are enough to act on.
    return StorageFailed(Reason.INTERNAL, detail=f"{type(told).__name__}: {str(told).partition(chr(10))[0]}")
