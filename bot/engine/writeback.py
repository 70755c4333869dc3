"""What repeats is batched: the "still running" answers of one round are written back in one statement."""

import asyncio
from dataclasses import dataclass, field

from storage.database import Database
from storage.tasks import Tasks, Waiting

_ROUND_S = 0.1


@dataclass(slots=True)
class Writeback:
    """Collects tasks that go on waiting. A crash loses nothing: their leases lapse and they are asked again."""

    _waiting: list[Waiting] = field(default_factory=list)
    _some: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, waiting: Waiting) -> None:
        """Write this one back with the next round."""
        self._waiting.append(waiting)
        self._some.set()

    async def round(self) -> None:
        """Wait until there is something, and a moment longer for company."""
        await self._some.wait()
        await asyncio.sleep(_ROUND_S)

    async def flush(self, database: Database, tasks: Tasks) -> int:
        """Write everything back; how many. What could not be written stays for the next round. Raises StorageFailed."""
        self._some.clear()
        batch = list(self._waiting)
        if batch:
            async with database.transaction() as connection:
                await tasks.postpone(connection, batch)
            del self._waiting[: len(batch)]
        return len(batch)
