"""A lane of the worker: it claims due tasks in some states and does their duties, so many at once."""

import asyncio
from collections.abc import Collection
from datetime import timedelta

import structlog

from bot.domain.errors import StorageFailed
from bot.domain.ids import TaskId
from bot.domain.lifecycle import OPEN, State
from bot.domain.tasks import Task
from bot.engine.desk import Desk
from bot.engine.duties import DUTIES
from bot.engine.duties.stumbled import stumble
from storage import leases

log = structlog.get_logger(__name__)

_SHORTEST_REST_S = 0.05


class Lane:
    """Owned by a Worker; `owner` names this process in the leases."""

    def __init__(self, desk: Desk, *, name: str, states: Collection[State], owner: str) -> None:
        self._desk = desk
        self._name = name
        self._states = states
        self._owner = owner
        self._bell = desk.wake.listen()
        self._active: dict[TaskId, asyncio.Task[None]] = {}

    @property
    def held(self) -> Collection[TaskId]:
        """The tasks under way."""
        return self._active.keys()

    async def run(self, stopping: asyncio.Event) -> None:
        """Claim and work until told to stop, then let what is under way end within the grace period."""
        while not stopping.is_set():
            self._bell.clear()
            pause_s = await self._turn()
            if pause_s > 0:
                await self._rest(pause_s)
        await self.finish()

    async def _turn(self) -> float:
        """Start what is due and fits; how long there is nothing to do, in seconds."""
        longest_s = self._desk.settings.idle_max_s
        free = self._desk.settings.duties_at_once - len(self._active)
        if free <= 0:
            return longest_s
        try:
            due_s = await self._seconds_until_due()
            if due_s is None or due_s > 0:
                return min(longest_s, due_s or longest_s)
            claimed = await self._claim(free)
        except StorageFailed as error:
            log.warning("cannot claim", lane=self._name, detail=error.detail)
            return longest_s
        for task in claimed:
            working = asyncio.create_task(self._carry(task), name=f"{self._name} {task.id}")
            self._active[task.id] = working
        return 0 if claimed else _SHORTEST_REST_S

    async def _claim(self, free: int) -> list[Task]:
        async with self._desk.database.transaction() as connection:
            return await leases.claim(
                connection,
                self._desk.tasks,
                owner=self._owner,
                states=self._states,
                limit=free,
                now=self._desk.clock.now(),
                lease=timedelta(seconds=self._desk.settings.lease_s),
                held=self.held,
            )

    async def _seconds_until_due(self) -> float | None:
        async with self._desk.database.reading() as connection:
            due = await leases.next_due(connection, states=self._states)
        return None if due is None else (due - self._desk.clock.now()).total_seconds()

    async def _rest(self, pause_s: float) -> None:
        try:
            async with asyncio.timeout(pause_s):
                await self._bell.wait()
        except TimeoutError:
            return

    async def _carry(self, task: Task) -> None:
        """Do one duty after the other, for as long as the task need not rest."""
        current: Task | None = task
        try:
            while current is not None and current.state in OPEN:
                task = current
                current = await DUTIES[task.state](self._desk, task)
        except StorageFailed as error:
            log.warning("cannot write", task=task.id, detail=error.detail)  # the lease lapses, and it is done again
        except Exception as error:  # noqa: BLE001 (the edge of a duty: one of the two places that catch everything)
            await self._stumble(task, error)
        finally:
            if self._active.get(task.id) is asyncio.current_task():
                del self._active[task.id]
            self._bell.set()

    async def _stumble(self, task: Task, error: Exception) -> None:
        """The duty may have written to the row before it failed: what counts is the row, while it is still ours."""
        try:
            async with self._desk.database.reading() as connection:
                present = await leases.owned(connection, self._desk.tasks, owner=self._owner, task_id=task.id)
        except StorageFailed:
            present = task
        if present is not None:
            await stumble(self._desk, present, error)

    async def finish(self) -> None:
        """Let what is under way end; what does not within the grace period is stopped, and anybody may take it."""
        if self._active:
            await asyncio.wait(self._active.values(), timeout=self._desk.settings.grace_s)
        late = dict(self._active)
        for working in late.values():
            working.cancel()
        await asyncio.gather(*late.values(), return_exceptions=True)
        if late:
            await self._release(late.keys())

    async def _release(self, held: Collection[TaskId]) -> None:
        try:
            async with self._desk.database.transaction() as connection:
                await leases.release(connection, owner=self._owner, held=held)
        except StorageFailed as error:
            log.warning("cannot give back", lane=self._name, detail=error.detail)  # the leases lapse
