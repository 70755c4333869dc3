"""The connection's thread is asked once per statement."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import hops


class CountingConnection(hops.Connection):
    """Counts how often its thread was asked."""

    asked = 0

    async def _execute(self, *call: object, **options: object) -> object:
        self.asked += 1
        return await super()._execute(*call, **options)  # type: ignore[no-untyped-call]  # it has no types


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[CountingConnection]:
    path = tmp_path / "some.db"
    connection = CountingConnection(lambda: sqlite3.connect(path, check_same_thread=False, isolation_level=None))
    async with connection:
        cursor = connection.cursor()
        await cursor.execute("CREATE TABLE t (x INTEGER PRIMARY KEY)")
        connection.asked = 0
        yield connection


async def test_a_statement_with_its_rows_is_one_hop(connection: CountingConnection) -> None:
    cursor = await connection.cursor().__aenter__()
    await cursor.execute("SELECT 1 AS one UNION SELECT 2")
    assert (await cursor.fetchall(), cursor.description[0][0]) == ([(1,), (2,)], "one")
    await cursor.close()
    assert connection.asked == 1


async def test_what_a_statement_changed_is_counted(connection: CountingConnection) -> None:
    cursor = connection.cursor()
    await cursor.executemany("INSERT INTO t VALUES (?)", [(5,), (6,)])
    assert (cursor.rowcount, cursor.description, await cursor.fetchall()) == (2, None, ())
    await cursor.execute("INSERT INTO t VALUES (?)", (7,))
    assert (cursor.rowcount, cursor.lastrowid) == (1, 7)


async def test_a_statement_that_fails_raises_the_drivers_error_and_closes_its_cursor(
    connection: CountingConnection,
) -> None:
    cursor = connection.cursor()
    with pytest.raises(sqlite3.IntegrityError):
        await cursor.executemany("INSERT INTO t VALUES (?)", [(1,), (1,)])
    await cursor.execute("DROP TABLE t")
    assert cursor.rowcount == -1


async def test_only_what_was_begun_is_rolled_back(connection: CountingConnection) -> None:
    await connection.rollback()
    assert connection.asked == 0
    cursor = connection.cursor()
    await cursor.execute("BEGIN")
    await cursor.execute("INSERT INTO t VALUES (1)")
    await connection.rollback()
    await cursor.execute("SELECT count(*) FROM t")
    assert await cursor.fetchall() == [(0,)]
