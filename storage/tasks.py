"""The task rows: the queue itself. Every write is fenced by the row's version."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Row, case, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import GuildId, InteractionId, ProviderId, TaskId, UpstreamId, UserId
from bot.domain.lifecycle import UPSTREAM, Event, Money, step_for
from bot.domain.tasks import KeyOwner, Request, Task
from storage import bell, ledger, statements
from storage.locks import lock
from storage.rows import is_free, is_open, to_columns, to_row, to_task
from storage.schema import tasks
from storage.sealing import Sealer
from storage.types import Instant

log = structlog.get_logger(__name__)


class AlreadyTaken(Exception):
    """This interaction has a task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A task that goes on waiting: what one poll of one round has to write back."""

    task: Task
    due_at: datetime
    memo: dict[str, str | int]


class Tasks:
    """Reads and writes task rows; interaction tokens are sealed."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    async def add(
        self,
        connection: AsyncConnection,
        request: Request,
        *,
        task_id: TaskId,
        price: int,
        now: datetime,
        deadline_at: datetime,
        key_owner: KeyOwner | None = None,
    ) -> Task:
        """Store a new task, accepted and due at once. Raises AlreadyTaken if its interaction has one.

        `key_owner`: by whose limits its credits are held.
        """
        row = to_row(request, self._sealer, task_id=task_id, price=price, key_owner=key_owner, now=now)
        row |= {"deadline_at": deadline_at}
        added = (await connection.execute(statements.adding(connection.dialect.name), row)).first()
        if added is None:
            raise AlreadyTaken
        await bell.ring(connection)
        return self._task(added)

    async def advance(
        self, connection: AsyncConnection, task: Task, event: Event, *, now: datetime, **changes: Any
    ) -> Task | None:
        """Move a task, with its event row and its money, or return None: somebody was first, or it changes nothing.

        Compare-and-swap on (id, state, version). `changes` are fields of Task, plus `purge_at` and the lease's; without
        an owner it is given back. Then others are told, if it is due at once.
        """
        step = step_for(task.state, event)
        if step is None:
            return None
        moved = await self._write(connection, task, state=step.target, **changes)
        if moved is None:
            return None
        row = {"task_id": task.id, "version": moved.version, "at": now, "event": event}
        await connection.execute(statements.NOTING, row | {"source": step.source, "target": step.target})
        if step.money is not Money.NOTHING:
            await ledger.settle(connection, task.id, step.money, moved.price, now)
        if "lease_owner" in changes and moved.due_at is not None and moved.due_at <= now:
            await bell.ring(connection)
        return moved

    async def note(self, connection: AsyncConnection, task: Task, **changes: Any) -> Task | None:
        """Change fields without moving the task; None if somebody was first."""
        return await self._write(connection, task, **changes)

    async def postpone(self, connection: AsyncConnection, waiting: Sequence[Waiting]) -> None:
        """Give tasks back until they are due again, all in one statement; those that moved meanwhile are left alone.

        What was called for meanwhile is due at once.
        """
        in_order = sorted(waiting, key=lambda item: item.task.id)  # as everybody locks them: nobody waits in a ring
        rows = [
            {"b_id": item.task.id, "b_version": item.task.version, "b_due": item.due_at, "b_memo": item.memo}
            for item in in_order
        ]
        await connection.execute(statements.POSTPONING, rows)

    async def ring(
        self, connection: AsyncConnection, task_id: TaskId, *, now: datetime, upstream_id: UpstreamId | None
    ) -> bool:
        """A provider called about a task: look into it at once, or as soon as whoever holds it gives it back.

        `upstream_id` is kept where the row has none. False if the provider does not have the task in hand (any more).
        The version stays: whoever holds the task goes on.
        """
        changes = {
            "called_at": now,
            "upstream_id": func.coalesce(tasks.c.upstream_id, upstream_id),
            "due_at": case((is_free(now), literal(now, Instant)), else_=tasks.c.due_at),
        }
        upstream = (tasks.c.id == task_id, tasks.c.state.in_(UPSTREAM))
        rung = (await connection.execute(update(tasks).where(*upstream).values(changes))).rowcount > 0
        if rung:
            await bell.ring(connection)
        return rung

    async def of_interaction(self, connection: AsyncConnection, interaction_id: InteractionId) -> TaskId | None:
        """Which task an interaction has, if it has one."""
        found = await connection.scalar(statements.BY_INTERACTION, {"b_id": interaction_id})
        return TaskId(found) if found else None

    async def get(self, connection: AsyncConnection, task_id: TaskId) -> Task | None:
        """The task with this id."""
        row = (await connection.execute(statements.BY_ID, {"b_id": task_id})).first()
        return self._task(row) if row else None

    async def recent(self, connection: AsyncConnection, guild_id: GuildId, user_id: UserId, limit: int) -> list[Task]:
        """A person's latest tasks in a guild, newest first."""
        query = (
            select(tasks)
            .where(tasks.c.guild_id == guild_id, tasks.c.user_id == user_id)
            .order_by(tasks.c.created_at.desc())
            .limit(limit)
        )
        return self.readable(await _rows(connection, query))

    async def purgeable(self, connection: AsyncConnection, now: datetime, limit: int) -> list[Task]:
        """Tasks whose stored pictures may go."""
        query = select(tasks).where(tasks.c.purge_at <= now).order_by(tasks.c.purge_at).limit(limit)
        return self.readable(await _rows(connection, query))

    async def drop_dead_tokens(self, connection: AsyncConnection, now: datetime) -> None:
        """Forget interaction tokens that Discord no longer takes."""
        is_dead = (is_open(), tasks.c.token_sealed.is_not(None), tasks.c.token_expires_at <= now)
        dead = select(tasks.c.id).where(*is_dead).with_for_update(skip_locked=True).cte()  # the others, next time
        await connection.execute(update(tasks).where(tasks.c.id.in_(select(dead.c.id))).values(token_sealed=None))

    def readable(self, rows: Sequence[Row[Any]]) -> list[Task]:
        """The tasks of `rows`; one that cannot be read is logged and left out."""
        found, unreadable = [], []
        for row in rows:
            try:
                found.append(self._task(row))
            except ValueError:  # pydantic's is one; its text may quote the row
                unreadable.append(row.id)
        if unreadable:
            log.error("rows cannot be read", tasks=unreadable)
        return found

    async def _write(self, connection: AsyncConnection, task: Task, **changes: Any) -> Task | None:
        columns = to_columns(changes, self._sealer) | {"version": task.version + 1}
        if changes.get("state", task.state) not in UPSTREAM:
            columns["called_at"] = None  # a provider's call ends with its work
        given_back = columns.get("lease_owner", task) is None and "called_at" not in columns
        same = {"b_id": task.id, "b_state": task.state, "b_version": task.version}
        values = {f"b_new_{name}": value for name, value in columns.items()}
        writing = statements.writing(frozenset(columns), heed_calls=given_back)
        row = (await connection.execute(writing, same | values)).first()
        return self._task(row) if row else None

    def _task(self, row: Row[Any]) -> Task:
        return to_task(row._mapping, self._sealer)  # noqa: SLF001 (SQLAlchemy's public way to a row by names)


async def lock_places(connection: AsyncConnection, provider: ProviderId, key: KeyOwner, guild_id: GuildId) -> None:
    """Let nobody else take one of the provider's places for this key until the transaction ends: then count, and take.

    Before any row of the transaction is written.
    """
    await lock(connection, "places", provider, key, guild_id if key is KeyOwner.GUILD else None)


async def count_in_flight(
    connection: AsyncConnection, provider: ProviderId, key: KeyOwner, guild_id: GuildId, *, offers: Collection[str]
) -> int:
    """How many tasks of these offers the provider has in hand for this key."""
    asked: dict[str, Any] = {"b_provider": provider, "b_key": key, "b_guild": guild_id, "b_offers": list(offers)}
    counting = statements.IN_FLIGHT_OF_GUILD if key is KeyOwner.GUILD else statements.IN_FLIGHT
    return (await connection.execute(counting, asked)).scalar_one()


async def position(connection: AsyncConnection, task: Task) -> int:
    """Where an accepted task stands among those that wait to be submitted, from 1."""
    return (
        1 + (await connection.execute(statements.AHEAD, {"b_tool": task.tool, "b_since": task.created_at})).scalar_one()
    )


async def count_open(connection: AsyncConnection, guild_id: GuildId, user_id: UserId) -> int:
    """How many open tasks a person has in a guild."""
    return (await connection.execute(statements.OPEN_OF_PERSON, {"b_guild": guild_id, "b_user": user_id})).scalar_one()


async def _rows(connection: AsyncConnection, query: Any) -> Sequence[Row[Any]]:
    return (await connection.execute(query)).all()


async def count_given_back(connection: AsyncConnection, user_id: UserId, *, since: datetime) -> int:
    """How many of a person's tasks since then a provider has worked on, at the operator's cost, for nothing."""
    return (await connection.execute(statements.GIVEN_BACK, {"b_user": user_id, "b_since": since})).scalar_one()
