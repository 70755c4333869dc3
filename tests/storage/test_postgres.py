import asyncio
from typing import Any

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DataError

from bot.domain.errors import StorageFailed
from storage.database import Database, Transaction
from storage.facts import recall, remember
from tests.storage.conftest import opened
from tests.storage.telling import SECRET, told


@pytest.fixture
def kind() -> str:
    return "postgresql"


async def set_colour(database: Database, colour: str) -> None:
    async with database.transaction() as connection:
        await remember(connection, "colour", colour)


async def line_of(connection: Transaction) -> int:
    """What the server calls this connection."""
    return int(await connection.scalar(text("SELECT pg_backend_pid()")))


async def cut(line: int, *, by: Database) -> None:
    """End a connection at the server, as a restart of it would."""
    async with by.reading() as connection:
        await connection.execute(text("SELECT pg_terminate_backend(:line, 10000)"), {"line": line})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"port": 1}, "connection refused"),
        ({"password": SECRET}, "password authentication failed"),
        ({"database": "nowhere"}, 'database "nowhere" does not exist'),
        ({"host": "nowhere.invalid"}, "nowhere.invalid"),
    ],
)
async def test_a_server_that_does_not_let_us_in_is_one_line_without_the_password(
    database_url: str, changed: dict[str, Any], said: str
) -> None:
    url = make_url(database_url).set(**changed)
    async with opened(url.render_as_string(hide_password=False)) as database:
        with pytest.raises(StorageFailed) as caught:
            await set_colour(database, "red")
    assert said in caught.value.detail.lower()
    assert "\n" not in caught.value.detail
    assert str(url.password) not in told(caught.value)


async def test_a_row_that_another_process_has_locked_is_busy(database: Database, impatient: Database) -> None:
    await set_colour(database, "red")
    async with database.transaction() as connection:
        await remember(connection, "colour", "blue")
        with pytest.raises(StorageFailed) as caught:
            await set_colour(impatient, SECRET)
    assert caught.value.detail == "LockNotAvailable: canceling statement due to lock timeout"
    assert SECRET not in told(caught.value)


async def test_a_server_that_goes_away_in_the_middle_is_a_storage_failure_and_nothing_is_written(
    database: Database, impatient: Database
) -> None:
    async def write() -> None:
        async with database.transaction() as connection:
            await remember(connection, "colour", "red")
            await cut(await line_of(connection), by=impatient)
            await remember(connection, "shape", "round")

    with pytest.raises(StorageFailed, match="terminating connection"):
        await write()
    async with database.reading() as connection:
        assert await recall(connection, "colour") is None


async def test_a_connection_that_died_while_nobody_used_it_is_replaced_unnoticed(
    database: Database, impatient: Database
) -> None:
    async with database.reading() as connection:
        line = await line_of(connection)
    await cut(line, by=impatient)
    await set_colour(database, "blue")


async def test_what_no_later_try_could_write_is_no_storage_failure(database: Database) -> None:
    with pytest.raises(DataError) as caught:
        await set_colour(database, f"{SECRET}\0")
    assert SECRET not in told(caught.value)


async def test_more_work_than_connections_waits_for_its_turn(database: Database) -> None:
    await asyncio.gather(*(set_colour(database, str(n)) for n in range(100)))


async def test_a_connection_says_who_it_is_and_waits_for_nobody_for_ever(database: Database) -> None:
    names = ("application_name", "transaction_isolation", "lock_timeout", "idle_in_transaction_session_timeout")
    async with database.transaction() as connection:
        values = [await connection.scalar(text(f"SHOW {name}")) for name in names]
    assert values == ["darkroom", "read committed", "10s", "1min"]


async def test_what_the_url_asks_for_goes_before_our_defaults(database_url: str) -> None:
    url = make_url(database_url).update_query_dict({"application_name": "photo-bot"})
    async with opened(url.render_as_string(hide_password=False)) as database, database.reading() as connection:
        assert await connection.scalar(text("SHOW application_name")) == "photo-bot"
