"""Locks by name, for what no row stands for."""

from hashlib import blake2b

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection


async def lock(connection: AsyncConnection, *name: object, patient: bool = False) -> None:
    """Wait until no other transaction has the lock of this name, and have it until the end of this one.

    `patient`: for as long as it takes. On SQLite a write transaction is alone anyway.
    """
    if connection.dialect.name != "postgresql":
        return
    if patient:
        await connection.execute(text("SET LOCAL lock_timeout = 0"))
    digest = blake2b(repr(name).encode(), digest_size=8).digest()
    await connection.execute(select(func.pg_advisory_xact_lock(int.from_bytes(digest, signed=True))))
