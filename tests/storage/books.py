"""One process's view of the database: tasks with their money, and what is written about them."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from bot.domain.ids import GuildId, TaskId, UserId, new_task_id
from bot.domain.lifecycle import OPEN, Event, State
from bot.domain.quota import Quota, Spent
from bot.domain.tasks import Request, Task
from storage import leases, ledger
from storage.database import Database
from storage.schema import events
from storage.schema import ledger as entries
from storage.schema import tasks as rows
from storage.tasks import Tasks
from tests.storage.requests import DAY, GUILD, MINUTE, NO_LIMIT, NOW, USER, a_request


class Books:
    def __init__(self, database: Database, tasks: Tasks) -> None:
        self.database = database
        self.tasks = tasks

    async def accept(
        self, request: Request | None = None, *, price: int = 2, quota: Quota = NO_LIMIT, now: datetime = NOW
    ) -> Task:
        """Hold the credits and store the task, in one transaction, as the Studio does."""
        request, task_id = request or a_request(), new_task_id()
        async with self.database.transaction() as connection:
            await ledger.hold(
                connection,
                task_id=task_id,
                guild_id=request.guild_id,
                user_id=request.user_id,
                credits_held=price,
                quota=quota,
                now=now,
            )
            return await self.tasks.add(
                connection, request, task_id=task_id, price=price, now=now, deadline_at=now + DAY
            )

    async def advance(self, task: Task, event: Event, *, now: datetime = NOW, **changes: Any) -> Task | None:
        async with self.database.transaction() as connection:
            return await self.tasks.advance(connection, task, event, now=now, **changes)

    async def along(self, task: Task, *path: Event, now: datetime = NOW) -> Task:
        """The task after every one of these events."""
        for event in path:
            moved = await self.advance(task, event, now=now)
            assert moved is not None, f"{event} leads nowhere from {task.state}"
            task = moved
        return task

    async def note(self, task: Task, **changes: Any) -> Task | None:
        async with self.database.transaction() as connection:
            return await self.tasks.note(connection, task, **changes)

    async def claim(
        self,
        owner: str = "me",
        *,
        limit: int = 100,
        now: datetime = NOW,
        lease: timedelta = MINUTE,
        states: Collection[State] = OPEN,
        held: Collection[TaskId] = (),
    ) -> list[Task]:
        async with self.database.transaction() as connection:
            return await leases.claim(
                connection, self.tasks, owner=owner, states=states, limit=limit, now=now, lease=lease, held=held
            )

    async def get(self, task_id: TaskId) -> Task:
        async with self.database.reading() as connection:
            task = await self.tasks.get(connection, task_id)
        assert task is not None
        return task

    async def column(self, task_id: TaskId, name: str) -> Any:
        async with self.database.reading() as connection:
            return await connection.scalar(select(rows.c[name]).where(rows.c.id == task_id))

    async def overwrite(self, task_id: TaskId, **columns: Any) -> None:
        """Write into the row past every rule of ours."""
        async with self.database.transaction() as connection:
            await connection.execute(update(rows).where(rows.c.id == task_id).values(**columns))

    async def events(self, task_id: TaskId) -> list[tuple[int, str, str, str]]:
        """(version, event, source, target), in order."""
        columns = (events.c.version, events.c.event, events.c.source, events.c.target)
        query = select(*columns).where(events.c.task_id == task_id).order_by(events.c.version)
        async with self.database.reading() as connection:
            return [(row.version, row.event, row.source, row.target) for row in await connection.execute(query)]

    async def entries(self, task_id: TaskId) -> list[tuple[str, int]]:
        """(entry, credits), the hold first."""
        query = select(entries.c.entry, entries.c.credits).where(entries.c.task_id == task_id).order_by(entries.c.phase)
        async with self.database.reading() as connection:
            return [(row.entry, row.credits) for row in await connection.execute(query)]

    async def spent(self, guild: GuildId = GUILD, user: UserId = USER, *, now: datetime = NOW) -> Spent:
        async with self.database.reading() as connection:
            return await ledger.spent(connection, guild, user, now)
