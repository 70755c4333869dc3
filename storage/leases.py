"""Who works on which task: claims, renewals, and when the next one is due."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import GuildId, TaskId
from bot.domain.lifecycle import URGENCY, State
from bot.domain.tasks import Task
from storage.schema import tasks
from storage.tasks import Tasks

_RANK = case({state.value: rank for rank, state in enumerate(URGENCY)}, value=tasks.c.state, else_=len(URGENCY))

_UNREADABLE_REST = timedelta(hours=1)


async def claim(
    connection: AsyncConnection,
    rows: Tasks,
    *,
    owner: str,
    states: Collection[State],
    limit: int,
    now: datetime,
    lease: timedelta,
    held: Collection[TaskId] = (),
) -> list[Task]:
    """Take up to `limit` due tasks in one of `states` for `owner`, until `now + lease`.

    The most urgent state first; within it the result that expires first, then servers by turns, and people by turns
    within a server; who has tasks under way has had that many turns. Raising the version fences whoever held a task
    before. What `owner` itself still works on (`held`) is not taken from it, though its lease have lapsed.
    A row that cannot be read rests for an hour.
    """
    candidates = _ranked(states, now)
    chosen = select(candidates.c.id).order_by(*_order(candidates)).limit(limit)
    free = (_is_free(now), not_(and_(tasks.c.lease_until.is_not(None), tasks.c.id.in_(held))))
    locked = select(tasks.c.id).where(tasks.c.id.in_(chosen), *free).with_for_update(skip_locked=True)
    statement = (
        update(tasks)
        .where(tasks.c.id.in_(locked))
        .values(lease_owner=owner, lease_until=now + lease, version=tasks.c.version + 1)
        .returning(tasks)
    )
    taken = (await connection.execute(statement)).all()
    claimed = rows.readable(taken)
    unreadable = {row.id for row in taken} - {task.id for task in claimed}
    if unreadable:
        rest = {"lease_owner": None, "lease_until": None, "due_at": now + _UNREADABLE_REST}
        await connection.execute(update(tasks).where(tasks.c.id.in_(unreadable)).values(rest))
    return sorted(claimed, key=lambda task: URGENCY.index(task.state))


async def owned(connection: AsyncConnection, rows: Tasks, *, owner: str, task_id: TaskId) -> Task | None:
    """The task as it is now, if `owner` still has its lease."""
    query = select(tasks).where(tasks.c.id == task_id, tasks.c.lease_owner == owner)
    return next(iter(rows.readable((await connection.execute(query)).all())), None)


async def call_next(connection: AsyncConnection, tool: str, *, guild_id: GuildId | None, now: datetime) -> None:
    """A place has become free: the oldest task that queues for `tool`, of one guild if named, is due at once."""
    queued = [
        tasks.c.due_at > now,
        tasks.c.state == State.ACCEPTED,
        tasks.c.tool == tool,
        tasks.c.attempts == 0,
        tasks.c.lease_until.is_(None),
    ]
    if guild_id is not None:
        queued.append(tasks.c.guild_id == guild_id)
    oldest = select(tasks.c.id).where(*queued).order_by(tasks.c.created_at, tasks.c.id).limit(1)
    await connection.execute(update(tasks).where(tasks.c.id.in_(oldest)).values(due_at=now))


async def renew(connection: AsyncConnection, *, owner: str, held: Collection[TaskId], until: datetime) -> None:
    """Keep the leases of tasks that are still being worked on."""
    mine = tasks.c.id.in_(held) & (tasks.c.lease_owner == owner)
    await connection.execute(update(tasks).where(mine).values(lease_until=until))


async def release(connection: AsyncConnection, *, owner: str, held: Collection[TaskId]) -> None:
    """Give tasks back unchanged, so that anybody may take them at once."""
    mine = tasks.c.id.in_(held) & (tasks.c.lease_owner == owner)
    await connection.execute(update(tasks).where(mine).values(lease_owner=None, lease_until=None))


async def next_due(connection: AsyncConnection, *, states: Collection[State]) -> datetime | None:
    """When the next task in one of `states` can be claimed, as far as is known now."""
    free = select(func.min(tasks.c.due_at)).where(
        tasks.c.due_at.is_not(None), tasks.c.lease_until.is_(None), tasks.c.state.in_(states)
    )
    leased = select(func.min(tasks.c.lease_until)).where(tasks.c.lease_until.is_not(None), tasks.c.state.in_(states))
    moments: list[datetime | None] = [await connection.scalar(query) for query in (free, leased)]
    return min((moment for moment in moments if moment is not None), default=None)


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(tasks.c.lease_until.is_(None), tasks.c.lease_until <= now)


def _ranked(states: Collection[State], now: datetime) -> Subquery:
    """The free due tasks, each with its guild's turn."""
    due = _due(states, now)
    turn = _turn(
        due.c.free, (due.c.guild_id,), state=due.c.state, first=(due.c.person_turn, due.c.created_at, due.c.id)
    )
    turns = select(due, turn.label("guild_turn")).subquery()
    return select(turns).where(turns.c.free).subquery()


def _due(states: Collection[State], now: datetime) -> Subquery:
    """The due tasks, free or held, each with its person's turn."""
    free = _is_free(now)
    turn = _turn(free, (tasks.c.guild_id, tasks.c.user_id), state=tasks.c.state, first=(tasks.c.created_at, tasks.c.id))
    known = (tasks.c.id, tasks.c.state, tasks.c.guild_id, tasks.c.created_at, tasks.c.result_expires_at)
    query = select(*known, _RANK.label("rank"), free.label("free"), turn.label("person_turn"))
    return query.where(tasks.c.due_at <= now, tasks.c.state.in_(states)).subquery()


def _turn(
    free: ColumnElement[bool],
    whose: tuple[ColumnElement[Any], ...],
    *,
    state: ColumnElement[str],
    first: tuple[ColumnElement[Any], ...],
) -> ColumnElement[int]:
    """Which of somebody's tasks in that state this one is; what is held for them counts, so that the busy wait."""
    held = func.sum(case((free, 0), else_=1)).over(partition_by=whose)
    return held + func.row_number().over(partition_by=(*whose, state, free), order_by=first)


def _order(candidates: Subquery) -> tuple[ColumnElement[Any], ...]:
    expiry = candidates.c.result_expires_at.asc().nulls_first()  # a lifetime that nobody knows is the most urgent
    return (candidates.c.rank, expiry, candidates.c.guild_turn, candidates.c.created_at, candidates.c.id)
