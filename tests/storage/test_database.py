"""What holds on every kind of database."""

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.errors import Misconfigured, Refused, StorageFailed
from bot.domain.sentences import Reason
from storage.database import Database, describe
from storage.facts import recall, remember
from tests.storage.telling import SECRET, told


@pytest.mark.parametrize(
    "url",
    [
        "",
        "darkroom.db",
        "sqlite:///darkroom.db",
        "sqlite+aiosqlite",
        "mysql+aiomysql://root:hunter2@localhost/x",
        "postgresql://darkroom:hunter2@localhost/x",
        "postgresql+psycopg://darkroom:hunter2@localhost:port/x",
    ],
)
def test_what_is_no_database_of_ours_is_one_sentence_without_the_url(url: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        Database.open(url)
    assert caught.value.detail.startswith("DARKROOM_DATABASE_URL must begin with sqlite+aiosqlite:///")
    assert "hunter2" not in told(caught.value)


def test_a_database_is_described_without_its_password() -> None:
    described = describe("postgresql+psycopg://darkroom:hunter2@db/darkroom")
    assert described == "postgresql+psycopg://darkroom:***@db/darkroom"


async def test_who_reads_never_waits_for_who_writes(database: Database, impatient: Database) -> None:
    async with database.transaction() as writing:
        await remember(writing, "colour", "red")
        async with impatient.reading() as connection:
            assert await recall(connection, "colour") is None
    async with impatient.reading() as connection:
        assert await recall(connection, "colour") == "red"


async def test_a_missing_table_is_a_storage_failure_that_quotes_no_values(empty: Database) -> None:
    with pytest.raises(StorageFailed) as caught:
        async with empty.transaction() as connection:
            await remember(connection, "key", SECRET)
    assert caught.value.detail in {
        "OperationalError: no such table: facts",
        'UndefinedTable: relation "facts" does not exist',
    }
    assert SECRET not in told(caught.value)


async def test_a_broken_constraint_passes_and_quotes_no_values(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught:
        async with database.transaction() as connection:
            await remember(connection, SECRET, None)  # type: ignore[arg-type]  # that is the test
    assert SECRET not in told(caught.value)


async def test_what_fails_in_the_middle_leaves_nothing_behind(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction() as connection:
            await remember(connection, "colour", "red")
            raise Refused(Reason.CANCELLED)

    with pytest.raises(Refused):
        await fail()
    async with database.reading() as connection:
        assert await recall(connection, "colour") is None


async def test_a_cancelled_transaction_is_undone_and_frees_the_way(database: Database) -> None:
    written = asyncio.Event()

    async def linger() -> None:
        async with database.transaction() as connection:
            await remember(connection, "colour", "red")
            written.set()
            await asyncio.Event().wait()

    lingering = asyncio.create_task(linger(), name="a transaction that will be cancelled")
    await written.wait()
    lingering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await lingering
    async with database.transaction() as connection:
        assert await recall(connection, "colour") is None
