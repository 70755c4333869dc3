"""The bell between processes: whoever makes something due rings, and sleeping workers hear it."""

import asyncio
from collections.abc import Callable

import structlog
from psycopg import AsyncConnection as Listener
from psycopg import OperationalError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database

log = structlog.get_logger(__name__)

_CHANNEL = "darkroom"
_PAUSE_S = 1.0


async def ring(connection: AsyncConnection) -> None:
    """Tell every process as soon as this transaction is committed. On SQLite there is nobody else to tell."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text(f"NOTIFY {_CHANNEL}"))


async def listen(database: Database, on_ring: Callable[[], None], *, pause_s: float = _PAUSE_S) -> None:
    """Call `on_ring` at every ring, until cancelled; on SQLite return at once.

    It has a connection of its own. After a reconnect, tried every `pause_s`, it rings too: something may have been
    missed. While it is deaf the worker's own looks at the clock must do.
    """
    if database.engine.dialect.name != "postgresql":
        return
    deaf = False
    while True:
        try:
            async with await _connect(database) as listener:
                await listener.execute(f"LISTEN {_CHANNEL}")
                if deaf:
                    log.info("hears the database's bell again")
                deaf = False
                on_ring()
                async for _ in listener.notifies():
                    on_ring()
        except OperationalError as error:
            if not deaf:
                log.warning("does not hear the database's bell", detail=str(error).partition("\n")[0])
            deaf = True
        await asyncio.sleep(pause_s)


async def _connect(database: Database) -> Listener[tuple[object, ...]]:
    _, how = database.engine.dialect.create_connect_args(database.engine.url)
    return await Listener.connect(**how, autocommit=True)
