"""Bring the database to the schema of this code: forward only, once, under a lock.

Alembic is loaded only where there is something to migrate: a bot that starts as usual does not pay for it.
"""

from pathlib import Path

import structlog
from sqlalchemy import Connection, inspect, text

from bot.domain.errors import Misconfigured
from bot.domain.sentences import Reason
from storage.database import Database
from storage.locks import lock

log = structlog.get_logger(__name__)

_SCRIPTS = Path(__file__).parent / "migrations"
_VERSION_TABLE = "alembic_version"


def revisions() -> list[str]:
    """Every revision that this code knows, oldest first: what the scripts' names begin with."""
    return sorted(script.name.partition("_")[0] for script in (_SCRIPTS / "versions").glob("[0-9]*_*.py"))


def head() -> str:
    """The newest revision that this code knows."""
    return revisions()[-1]


def knows(revision: str | None) -> bool:
    """Whether this code can bring a database at `revision` up to date."""
    return revision is None or revision in revisions()


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
    if revision != head():
        _migrate(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    revision: str | None = connection.scalar(text(f"SELECT version_num FROM {_VERSION_TABLE}"))  # noqa: S608 (a constant)
    return revision


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 (see the top)
    from alembic.config import Config  # noqa: PLC0415 (likewise)

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    log.info("database upgraded", revision=head())
