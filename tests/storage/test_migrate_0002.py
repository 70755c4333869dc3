"""From the first revision to the present one: nothing is lost, and whatever was under way goes on."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import pytest
from sqlalchemy import Connection, Inspector, delete, inspect, text

from bot.domain.errors import StorageFailed
from bot.domain.ids import InteractionId
from bot.domain.lifecycle import FINAL, Event, State
from storage.database import Database
from storage.migrate import current, head, upgrade
from storage.schema import metadata, tasks
from storage.sealing import Sealer
from storage.tasks import AlreadyTaken, Tasks
from tests.storage.books import Books
from tests.storage.conftest import opened
from tests.storage.first_revision import PATHS, PRICE, Contents, contents, interaction_of, leave, task_of
from tests.storage.requests import TOKEN, a_reply, a_request

LIFE = (Event.INTEND, Event.CONFIRM, Event.FINISH, Event.SAVE, Event.DELIVER)
ENDINGS = {
    State.ACCEPTED: LIFE,
    State.SUBMITTING: LIFE[1:],
    State.UNCERTAIN: LIFE[1:],
    State.RUNNING: LIFE[2:],
    State.FINISHED: LIFE[3:],
    State.SAVED: LIFE[4:],
    State.PARKED: (Event.DELIVER,),
    State.FAILED: (Event.REFUND,),
    State.CANCELLED: (Event.REFUND,),
    State.EXPIRED: (Event.REFUND,),
}
NEW = {"command_id", "round", "age_restricted", "flagged", "agreed_at"}
NEW_TABLES = {"models", "refused_keys"}


@pytest.fixture
async def old(empty: Database, sealer: Sealer) -> Database:
    await leave(empty, sealer)
    return empty


@pytest.fixture
def old_books(old: Database, sealer: Sealer) -> Books:
    return Books(old, Tasks(sealer))


async def test_an_old_database_gets_exactly_the_schema_of_the_code(old: Database) -> None:
    await upgrade(old)
    async with old.transaction() as connection:
        upgraded = await connection.run_sync(anatomy)
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
        assert upgraded == await connection.run_sync(anatomy)
    assert await current(old) == head()


async def test_nothing_is_lost_and_nothing_changed(old: Database) -> None:
    before = await contents(old)
    await upgrade(old)
    assert without_what_is_new(await contents(old)) == before
    assert {row["state"] for row in before["tasks"]} == set(State) - {State.ASKING}
    assert all(before.values())


async def test_an_old_task_is_in_its_first_round_and_its_command_is_its_interaction(old: Database) -> None:
    await upgrade(old)
    rows = (await contents(old))["tasks"]
    assert [row["command_id"] for row in rows] == [row["interaction_id"] for row in rows]
    assert {(row["round"], row["age_restricted"]) for row in rows} == {(1, False)}


async def test_every_old_open_task_lives_on_to_its_end(old: Database, old_books: Books) -> None:
    await upgrade(old)
    for state, path in ENDINGS.items():
        task = await old_books.get(task_of(state))
        assert (task.state, task.reply.token and task.reply.token.get_secret_value()) == (state, TOKEN)
        ended = await old_books.along(task, *path)
        assert ended.state in FINAL
        assert [event for _, event, _, _ in await old_books.events(task.id)] == [*PATHS[state], *path]
        settled = ("capture", 0) if ended.state is State.DELIVERED else ("release", -PRICE)
        assert await old_books.entries(task.id) == [("hold", PRICE), settled]
    assert set(ENDINGS) == set(PATHS) - FINAL


async def test_the_person_of_an_old_task_can_be_asked(old: Database, old_books: Books) -> None:
    await upgrade(old)
    saved = await old_books.get(task_of(State.SAVED))
    assert (await old_books.along(saved, Event.ASK)).state is State.ASKING
    assert await old_books.column(saved.id, "state") == State.ASKING


async def test_an_old_interaction_is_still_taken(old: Database, old_books: Books) -> None:
    await upgrade(old)
    interaction = InteractionId(interaction_of(State.DELIVERED))
    async with old.reading() as connection:
        assert await old_books.tasks.of_interaction(connection, interaction) == task_of(State.DELIVERED)
    with pytest.raises(AlreadyTaken):
        await old_books.accept(a_request(reply=a_reply(interaction=interaction)))


async def test_the_events_of_an_old_task_still_go_with_it(old: Database) -> None:
    await upgrade(old)
    async with old.transaction() as connection:
        await connection.execute(delete(tasks).where(tasks.c.id == task_of(State.DELIVERED)))
    kept = {row["task_id"] for row in (await contents(old))["events"]}
    assert kept == {task_of(state) for state, path in PATHS.items() if path} - {task_of(State.DELIVERED)}


async def test_to_upgrade_an_old_database_twice_changes_nothing(old: Database) -> None:
    await upgrade(old)
    once = await contents(old)
    await upgrade(old)
    assert await contents(old) == once


async def test_five_processes_that_start_together_upgrade_an_old_database_once(old: Database, empty_url: str) -> None:
    before = await contents(old)
    async with AsyncExitStack() as stack:
        five = [await stack.enter_async_context(opened(empty_url)) for _ in range(5)]
        await asyncio.gather(*(upgrade(each) for each in five))
        assert {await current(each) for each in five} == {head()}
        assert without_what_is_new(await contents(five[0])) == before


async def test_an_upgrade_that_fails_leaves_everything_as_it_was(old: Database) -> None:
    async with old.transaction() as connection:
        await connection.execute(text("CREATE TABLE models (in_the_way INTEGER PRIMARY KEY)"))
        as_it_was = await connection.run_sync(anatomy)
    before = await contents(old)
    with pytest.raises(StorageFailed, match="models"):
        await upgrade(old)
    assert (await current(old), await contents(old)) == ("0001", before)
    async with old.reading() as connection:
        assert await connection.run_sync(anatomy) == as_it_was


def without_what_is_new(found: Contents) -> Contents:
    old = {name: rows for name, rows in found.items() if name not in NEW_TABLES}
    return {name: [{key: row[key] for key in row if key not in NEW} for row in rows] for name, rows in old.items()}


def anatomy(connection: Connection) -> dict[str, Any]:
    """Whatever the database itself knows about each of our tables."""
    inspector = inspect(connection)
    return {name: _of_table(inspector, name) for name in inspector.get_table_names() if name != "alembic_version"}


def _of_table(inspector: Inspector, name: str) -> dict[str, Any]:
    columns = inspector.get_columns(name)
    return {
        "columns": {each["name"]: (str(each["type"]), each["nullable"], each["default"]) for each in columns},
        "primary key": inspector.get_pk_constraint(name),
        "unique": inspector.get_unique_constraints(name),
        "checks": sorted(inspector.get_check_constraints(name), key=lambda each: str(each["name"])),
        "foreign keys": inspector.get_foreign_keys(name),
        "indexes": {index["name"]: _of_index(dict(index)) for index in inspector.get_indexes(name)},
    }


def _of_index(index: dict[str, Any]) -> tuple[object, ...]:
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return index["column_names"], index["unique"], options
