"""Bring the database to the schema of this code: forward only, once, under a lock."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.domain.errors import Misconfigured
from bot.domain.sentences import Reason
from storage.database import Database
from storage.locks import lock

_SCRIPTS = Path(__file__).parent / "migrations"


def head() -> str:
    """The newest revision that this code knows."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None, "storage/migrations/versions is never empty"  # noqa: S101 (a broken package, not a state)
    return revision


def knows(revision: str | None) -> bool:
    """Whether this code can bring a database at `revision` up to date."""
    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return revision is None or revision in {script.revision for script in scripts}


async def current(database: Database) -> str | None:
    """The revision that the database is at; None for an empty one."""
    async with database.reading() as connection:
        return await connection.run_sync(_revision)


async def upgrade(database: Database) -> None:
    """Run the missing migrations, if any; of several processes that start together, one does it and the others wait.

    Raises Misconfigured if the database was written by a newer Darkroom.
    """
    async with database.transaction() as connection:
        await lock(connection, "migrations", patient=True)
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    revision = _revision(connection)
    if not knows(revision):
        detail = f"the database is at revision {revision}, which is newer than this Darkroom: upgrade the program"
        raise Misconfigured(Reason.INTERNAL, detail=detail)
    command.upgrade(_config(connection), "head")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    return config
