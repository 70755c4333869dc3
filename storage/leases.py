"""Who works on which task: claims, renewals, and when the next one is due."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import TaskId
from bot.domain.lifecycle import URGENCY, State
from bot.domain.tasks import Task
from storage.schema import tasks
from storage.tasks import Tasks

_RANK = case({state.value: rank for rank, state in enumerate(URGENCY)}, value=tasks.c.state, else_=len(URGENCY))


async def claim(
    connection: AsyncConnection,
    rows: Tasks,
    *,
    owner: str,
    states: Collection[State],
    limit: int,
    now: datetime,
    lease: timedelta,
) -> list[Task]:
    """Take up to `limit` due tasks in one of `states` for `owner`, until `now + lease`.

    The most urgent state first; within it the result that expires first, then servers by turns, and people by turns
    within a server; who has tasks under way has had that many turns. Raising the version fences whoever held a task
    before. A row that cannot be read is left alone.
    """
    candidates = _ranked(states, now)
    chosen = select(candidates.c.id).order_by(*_order(candidates)).limit(limit)
    locked = select(tasks.c.id).where(tasks.c.id.in_(chosen), _is_free(now)).with_for_update(skip_locked=True)
    statement = (
        update(tasks)
        .where(tasks.c.id.in_(locked))
        .values(lease_owner=owner, lease_until=now + lease, version=tasks.c.version + 1)
        .returning(tasks)
    )
    claimed = rows.readable((await connection.execute(statement)).all())
    return sorted(claimed, key=lambda task: URGENCY.index(task.state))


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
    turn = _turn(due.c.free, (due.c.guild_id,), state=due.c.state, first=(due.c.person_turn, due.c.due_at, due.c.id))
    turns = select(due, turn.label("guild_turn")).subquery()
    return select(turns).where(turns.c.free).subquery()


def _due(states: Collection[State], now: datetime) -> Subquery:
    """The due tasks, free or held, each with its person's turn."""
    free = _is_free(now)
    turn = _turn(free, (tasks.c.guild_id, tasks.c.user_id), state=tasks.c.state, first=(tasks.c.due_at, tasks.c.id))
    known = (tasks.c.id, tasks.c.state, tasks.c.guild_id, tasks.c.due_at, tasks.c.result_expires_at)
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
    return (candidates.c.rank, expiry, candidates.c.guild_turn, candidates.c.due_at, candidates.c.id)
