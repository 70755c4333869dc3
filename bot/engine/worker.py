"""The worker: three lanes, so that neither questions nor submissions hold up results, and the chores beside them."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from bot.domain.errors import BotError
from bot.domain.lifecycle import OPEN, State
from bot.engine.desk import Desk
from bot.engine.dispatcher import Dispatcher
from bot.engine.lane import Lane
from bot.engine.sweeper import BATCH, remove_strays, sweep
from storage import bell, leases

log = structlog.get_logger(__name__)

_QUESTIONS = frozenset({State.UNCERTAIN, State.RUNNING})
_SUBMISSIONS = frozenset({State.ACCEPTED, State.SUBMITTING})
_RENEWALS_PER_LEASE = 3
_STRAYS_EVERY_S = 86_400.0


class Worker:
    """Carries every task to its end. Any number of them may share a database."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._owner = secrets.token_hex(8)
        self._lanes = [
            Lane(desk, name="results", states=OPEN - _QUESTIONS - _SUBMISSIONS, owner=self._owner),
            Lane(desk, name="submit", states=_SUBMISSIONS, owner=self._owner),
            Lane(desk, name="ask", states=_QUESTIONS, owner=self._owner),
        ]
        self._dispatcher = Dispatcher(desk, self._lanes)

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until `stopping` is set and what was under way has ended; then give back what is still held."""
        settings = self._desk.settings
        try:
            async with asyncio.TaskGroup() as chores:
                sides = [
                    chores.create_task(self._repeat(settings.sweep_every_s, self._sweep), name="sweep"),
                    chores.create_task(self._repeat(_STRAYS_EVERY_S, self._remove_strays), name="strays"),
                    chores.create_task(self._repeat(settings.lease_s / _RENEWALS_PER_LEASE, self._renew), name="renew"),
                    chores.create_task(self._write_back(), name="write back"),
                    chores.create_task(bell.listen(self._desk.database, self._desk.wake.ring), name="bell"),
                ]
                await self._work(stopping)
                for side in sides:
                    side.cancel()
        finally:
            await self._tolerate(self._flush)
            await self._desk.announcer.close()

    async def _work(self, stopping: asyncio.Event) -> None:
        """Let the lanes take what is due; whatever ends that, what they have under way ends first."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._dispatcher.run(stopping), name="dispatcher")
                await stopping.wait()
                self._desk.stopping.set()
                self._desk.wake.ring()
        finally:
            await asyncio.gather(*(lane.finish() for lane in self._lanes))

    async def _write_back(self) -> None:
        while True:
            await self._desk.writeback.round()
            await self._tolerate(self._flush)

    async def _flush(self) -> None:
        if await self._desk.writeback.flush(self._desk.database, self._desk.tasks):
            self._desk.wake.ring()

    async def _renew(self) -> None:
        held = [task_id for lane in self._lanes for task_id in lane.held]
        if held:
            until = self._desk.clock.now() + timedelta(seconds=self._desk.settings.lease_s)
            async with self._desk.database.transaction() as connection:
                kept = await leases.renew(connection, owner=self._owner, held=held, until=until)
            self._desk.renewed.clear()
            self._desk.renewed.update(dict.fromkeys(kept, until))

    async def _sweep(self) -> None:
        while await sweep(self._desk) == BATCH:
            continue

    async def _remove_strays(self) -> None:
        await remove_strays(self._desk)

    async def _repeat(self, every_s: float, chore: Callable[[], Awaitable[None]]) -> None:
        """At once and then again and again: a process that is restarted daily has its daily chores too."""
        while True:
            await self._tolerate(chore)
            await asyncio.sleep(every_s)

    async def _tolerate(self, chore: Callable[[], Awaitable[None]]) -> None:
        """A chore that fails is logged and comes again; what nobody foresaw ends the process."""
        try:
            await chore()
        except BotError as error:
            log.warning("chore failed", detail=error.detail)
