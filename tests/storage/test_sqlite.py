import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.errors import StorageFailed
from storage.database import Database
from storage.facts import recall, remember
from storage.migrate import upgrade
from tests.storage.conftest import opened
from tests.storage.telling import SECRET, told


@pytest.fixture
def kind() -> str:
    return "sqlite"


@pytest.fixture(autouse=True)
async def threads_have_ended() -> AsyncIterator[None]:
    """aiosqlite's thread of a connection that failed still reports to the loop: let it, before the loop is closed."""
    yield
    for thread in threading.enumerate():
        if "connection_worker" in thread.name:
            await asyncio.to_thread(thread.join)


async def test_a_missing_folder_is_a_storage_failure(tmp_path: Path) -> None:
    async with opened(f"sqlite+aiosqlite:///{tmp_path}/missing/darkroom.db") as database:
        with pytest.raises(StorageFailed) as caught:
            await upgrade(database)
    assert caught.value.detail == "OperationalError: unable to open database file"


async def test_a_file_that_is_no_database_is_a_storage_failure(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing but notes " * 100)
    async with opened(f"sqlite+aiosqlite:///{tmp_path}/notes.txt") as database:
        with pytest.raises(StorageFailed) as caught:
            await upgrade(database)
    assert caught.value.detail == "DatabaseError: file is not a database"


async def test_a_database_that_may_only_be_read_can_be_read_and_fails_to_be_written(
    database: Database, tmp_path: Path
) -> None:
    async with database.transaction() as connection:
        await remember(connection, "colour", "red")
    async with opened(f"sqlite+aiosqlite:///file:{tmp_path}/darkroom.db?mode=ro&uri=true") as read_only:
        async with read_only.reading() as connection:
            assert await recall(connection, "colour") == "red"
        with pytest.raises(StorageFailed) as caught:
            async with read_only.transaction() as connection:
                await remember(connection, "colour", SECRET)
    assert "attempt to write a readonly database" in caught.value.detail
    assert SECRET not in told(caught.value)


async def test_a_database_that_another_process_writes_to_is_busy(database: Database, impatient: Database) -> None:
    async with database.transaction():
        with pytest.raises(StorageFailed) as caught:
            async with impatient.transaction():
                pytest.fail("two writers at once")
    assert caught.value.detail == "OperationalError: database is locked"


async def test_writers_of_one_process_take_turns(database: Database) -> None:
    async with database.transaction() as connection:
        await remember(connection, "count", "0")

    async def add_one() -> None:
        async with database.transaction() as connection:
            count = int(await recall(connection, "count") or 0)
            await remember(connection, "count", str(count + 1))

    await asyncio.gather(*(add_one() for _ in range(25)))
    async with database.reading() as connection:
        assert await recall(connection, "count") == "25"


async def test_foreign_keys_are_kept_and_a_commit_survives_a_power_cut(database: Database) -> None:
    full = 2
    async with database.reading() as connection:
        values = [
            await connection.scalar(text(f"PRAGMA {name}")) for name in ("foreign_keys", "synchronous", "journal_mode")
        ]
    assert values == [1, full, "wal"]
