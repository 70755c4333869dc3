"""aiosqlite with one hop to the connection's thread per statement, where there were four.

Each hop costs two switches between threads. SQLAlchemy makes one each to open a cursor, execute, fetch and close; here
all of that is done by the thread in one go. Nothing is streamed: every row of an answer is fetched at once, as
SQLAlchemy does it anyway.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Self

import aiosqlite

_ITER_CHUNK = 64
"""aiosqlite's own; nothing of ours iterates."""


class Answer(NamedTuple):
    """What is left of a cursor that has been read to its end and closed."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    rows: Sequence[Any] = ()


class Connection(aiosqlite.Connection):
    """As aiosqlite's, for SQLAlchemy's adapter."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connect, _ITER_CHUNK)
        self._thread.daemon = True

    def cursor(self) -> "Cursor":  # type: ignore[override]  # the adapter enters it, which is all that aiosqlite's is for
        """One whose statement is executed, read and closed in one hop."""
        return Cursor(self)

    async def ask(self, method: str, sql: str, parameters: Any) -> Answer:
        """Run `execute` or `executemany` in the connection's thread."""
        answer: Answer = await self._execute(_ask, self._conn, method, sql, parameters)  # type: ignore[no-untyped-call]  # it has no types
        return answer

    async def rollback(self) -> None:
        """No hop where there is nothing to roll back: SQLAlchemy asks for it whenever a connection is given back."""
        if self.in_transaction:
            await super().rollback()


class Cursor:
    """As much of a cursor as SQLAlchemy's adapter uses."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._answer = Answer()

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Any = ()) -> None:
        """One statement, with its rows."""
        self._answer = await self._connection.ask("execute", sql, parameters)

    async def executemany(self, sql: str, parameters: Any) -> None:
        """One statement for each set of parameters."""
        self._answer = await self._connection.ask("executemany", sql, parameters)

    async def fetchall(self) -> Sequence[Any]:
        """They are here already."""
        return self._answer.rows

    async def close(self) -> None:
        """It is closed already."""

    @property
    def description(self) -> Any:
        """The columns, as DB-API has it; None where the statement gives no rows."""
        return self._answer.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed; -1 where that is not known."""
        return self._answer.rowcount

    @property
    def lastrowid(self) -> int | None:
        """Of the last row inserted."""
        return self._answer.lastrowid


def _ask(connection: sqlite3.Connection, method: str, sql: str, parameters: Any) -> Answer:
    cursor = connection.cursor()
    try:
        getattr(cursor, method)(sql, parameters)
        rows = cursor.fetchall() if cursor.description else ()
        return Answer(cursor.description, cursor.rowcount, cursor.lastrowid, rows)
    finally:
        cursor.close()
