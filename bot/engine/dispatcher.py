"""Looks when something is due, for all lanes with one question, and lets each take what fits."""

import asyncio
from collections.abc import Sequence

import structlog

from bot.domain.errors import StorageFailed
from bot.domain.ids import TaskId
from bot.engine.desk import Desk
from bot.engine.lane import Lane
from storage import leases

log = structlog.get_logger(__name__)


class Dispatcher:
    """Asleep until something is due or the bell rings."""

    def __init__(self, desk: Desk, lanes: Sequence[Lane]) -> None:
        self._desk = desk
        self._lanes = lanes
        self._bell = desk.wake.listen()

    async def run(self, stopping: asyncio.Event) -> None:
        """Until told to stop; what the lanes have under way goes on."""
        while not stopping.is_set():
            self._bell.clear()
            pause_s = await self._turn()
            if pause_s > 0:
                await self._rest(pause_s)

    async def _turn(self) -> float:
        """How long there is nothing to do, in seconds."""
        try:
            async with self._desk.database.reading() as connection:
                due = await leases.next_due(connection, *(lane.states for lane in self._lanes))
            return min([await lane.turn(due_at, self._held) for lane, due_at in zip(self._lanes, due, strict=True)])
        except StorageFailed as error:
            log.warning("cannot claim", detail=error.detail)
            return self._desk.settings.idle_max_s

    @property
    def _held(self) -> list[TaskId]:
        return [task_id for lane in self._lanes for task_id in lane.held]

    async def _rest(self, pause_s: float) -> None:
        try:
            async with asyncio.timeout(pause_s):
                await self._bell.wait()
        except TimeoutError:
            return
