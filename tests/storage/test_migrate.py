import asyncio
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text, update
from sqlalchemy.exc import IntegrityError

from bot.domain.errors import Misconfigured
from bot.domain.lifecycle import State
from storage import migrate
from storage.database import Database
from storage.migrate import current, head, knows, upgrade
from storage.schema import ledger, metadata, tasks
from tests.storage.books import Books
from tests.storage.conftest import opened
from tests.storage.requests import NOW

NEWER = "9999"


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, metadata))


async def test_an_empty_database_has_no_revision(empty: Database) -> None:
    assert await current(empty) is None


async def test_the_migrations_make_the_schema_of_the_code(empty: Database) -> None:
    await upgrade(empty)
    async with empty.reading() as connection:
        assert await connection.run_sync(differences) == []
    assert await current(empty) == head()


async def test_upgrading_twice_changes_nothing(database: Database, books: Books) -> None:
    task = await books.accept()
    await upgrade(database)
    assert await current(database) == head()
    assert await books.get(task.id) == task


async def test_processes_that_start_together_upgrade_once(empty_url: str) -> None:
    async with opened(empty_url) as one, opened(empty_url) as two, opened(empty_url) as three:
        await asyncio.gather(*(upgrade(each) for each in (one, two, three)))
        assert {await current(each) for each in (one, two, three)} == {head()}
        async with one.reading() as connection:
            assert await connection.run_sync(differences) == []


async def test_a_database_of_a_newer_darkroom_is_refused_and_left_alone(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = :newer"), {"newer": NEWER})
    with pytest.raises(Misconfigured, match="revision 9999, which is newer than this Darkroom: upgrade the program"):
        await upgrade(database)
    assert await current(database) == NEWER


def test_what_can_be_upgraded_is_known() -> None:
    assert (knows(None), knows(head()), knows(NEWER)) == (True, True, False)


async def test_the_table_holds_every_state_and_no_other(database: Database, books: Books) -> None:
    task = await books.accept()
    for state in State:
        await books.overwrite(task.id, state=state)
        assert await books.column(task.id, "state") == state
    with pytest.raises(IntegrityError):
        async with database.transaction() as connection:
            await connection.execute(update(tasks).values(state="lost"))


async def test_a_price_is_never_negative(books: Books) -> None:
    task = await books.accept()
    with pytest.raises(IntegrityError):
        await books.overwrite(task.id, price=-1)


async def test_a_settlement_never_passes_for_a_hold(books: Books, database: Database) -> None:
    await books.accept(now=NOW)
    with pytest.raises(IntegrityError):
        async with database.transaction() as connection:
            await connection.execute(update(ledger).values(entry="capture"))


def test_our_own_list_of_revisions_is_alembics() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)

    assert migrate.revisions() == [script.revision for script in reversed(list(scripts.walk_revisions()))]
    assert migrate.head() == scripts.get_current_head()


def test_who_finds_the_database_up_to_date_does_not_load_alembic(tmp_path: Path) -> None:
    program = "import asyncio, sys; from storage import migrate; from storage.database import Database\n"
    program += f"asyncio.run(migrate.upgrade(Database.open('sqlite+aiosqlite:///{tmp_path}/some.db')))\n"
    program += "print('alembic' in sys.modules)"
    run = partial(subprocess.run, [sys.executable, "-c", program], check=True, capture_output=True, text=True)

    assert [run().stdout.split()[-1] for _ in range(2)] == ["True", "False"]
