"""What the database says, in plain rows."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, select

from storage.database import Database
from storage.schema import ledger, models, tasks

Row = Mapping[str, Any]


async def read_tasks(database: Database) -> list[Row]:
    """The task rows."""
    return await _read(database, tasks)


async def read_ledger(database: Database) -> list[Row]:
    """The ledger, oldest entry first."""
    return sorted(await _read(database, ledger), key=lambda entry: entry["at"])


async def read_models(database: Database) -> list[Row]:
    """What was trained."""
    return await _read(database, models)


async def _read(database: Database, table: Table) -> list[Row]:
    async with database.reading() as connection:
        return [dict(row) for row in (await connection.execute(select(table))).mappings()]
