"""Single values that outlive a process, by name."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import upsert
from storage.schema import facts


async def recall(connection: AsyncConnection, name: str) -> str | None:
    """The value kept under `name`."""
    return (await connection.execute(select(facts.c.value).where(facts.c.name == name))).scalar_one_or_none()


async def remember(connection: AsyncConnection, name: str, value: str) -> None:
    """Keep `value` under `name`."""
    statement = upsert(connection, facts).values(name=name, value=value)
    await connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
