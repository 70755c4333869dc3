"""A lane of the worker: it claims due tasks in some states and does their duties, so many at once."""

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta

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
        self.states = frozenset(states)
        self._desk = desk
        self._name = name
        self._owner = owner
        self._active: dict[TaskId, asyncio.Task[None]] = {}

    @property
    def held(self) -> Collection[TaskId]:
        """The tasks under way."""
        return self._active.keys()

    async def turn(self, due_at: datetime | None, held: Collection[TaskId]) -> float:
        """Start what is due and fits; how long there is nothing to do, in seconds. Raises StorageFailed.

        `due_at`: when the next task of the lane is due; `held`: what this process works on in any lane.
        """
        longest_s = self._desk.settings.idle_max_s
        free = self._desk.settings.duties_at_once - len(self._active)
        if free <= 0 or due_at is None:
            return longest_s
        due_s = (due_at - self._desk.clock.now()).total_seconds()
        if due_s > 0:
            return min(longest_s, due_s)
        claimed = await self._claim(free, held)
        for task in claimed:
            working = asyncio.create_task(self._carry(task), name=f"{self._name} {task.id}")
            self._active[task.id] = working
        return 0 if claimed else _SHORTEST_REST_S

    async def _claim(self, free: int, held: Collection[TaskId]) -> list[Task]:
        async with self._desk.database.transaction() as connection:
            return await leases.claim(
                connection,
                self._desk.tasks,
                owner=self._owner,
                states=self.states,
                limit=free,
                now=self._desk.clock.now(),
                lease=timedelta(seconds=self._desk.settings.lease_s),
                held=held,
            )

    async def _carry(self, task: Task) -> None:
        """Do one duty after the other, for as long as the task need not rest."""
        current: Task | None = task
        try:
            while current is not None and current.state in OPEN and current.lease_until is not None:
                task = current
                if self._must_make_room(task):
                    await self._desk.give_back(task, timedelta(), **self._untried(task))
                    return
                current = await DUTIES[task.state](self._desk, task)
        except StorageFailed as error:
            log.warning("cannot write", task=task.id, detail=error.detail)  # the lease lapses, and it is done again
        except Exception as error:  # noqa: BLE001 (the edge of a duty: one of the two places that catch everything)
            await self._stumble(task, error)
        finally:
            if self._active.get(task.id) is asyncio.current_task():
                del self._active[task.id]
            self._desk.wake.ring()

    def _must_make_room(self, task: Task) -> bool:
        """Whether the task has come to another lane's state while this one is full: there it queues by its urgency."""
        return task.state not in self.states and len(self._active) >= self._desk.settings.duties_at_once

    def _untried(self, task: Task) -> dict[str, None]:
        """Of what has just been saved we know that nobody has begun to post it."""
        return {"posting_at": None} if task.state is State.SAVED else {}

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
