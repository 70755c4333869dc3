"""Who works on which task: claims, renewals, and when the next one is due."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Update, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningUpdate

from bot.domain.ids import GuildId, TaskId
from bot.domain.lifecycle import URGENCY, State
from bot.domain.tasks import Task
from storage import bell
from storage.rows import is_free, is_open
from storage.schema import tasks
from storage.tasks import Tasks
from storage.turns import first_in_turn, is_due
from storage.types import Instant

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
    before. What `owner` itself still works on (`held`) is not taken, though its lease have lapsed or been given back by
    somebody else: a new lease would let the old work go on.
    A row that cannot be read rests for an hour.
    """
    values = {"b_owner": owner, "b_until": now + lease, "b_now": now, "b_limit": limit, "b_held": list(held)}
    taken = (await connection.execute(_claiming(frozenset(states)), values)).all()
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


async def call_next(
    connection: AsyncConnection, tools: Collection[str], *, guild_id: GuildId | None, now: datetime
) -> None:
    """A place is free: the oldest task that queues for one of `tools`, of one guild if named, is due at once."""
    values: dict[str, Any] = {"b_now": now, "b_tools": list(tools)}
    values |= {} if guild_id is None else {"b_guild": guild_id}
    if (await connection.execute(_calling(of_guild=guild_id is not None), values)).rowcount > 0:
        await bell.ring(connection)


async def renew(
    connection: AsyncConnection, *, owner: str, held: Collection[TaskId], until: datetime
) -> Collection[TaskId]:
    """Keep the leases of tasks that are still being worked on; which of them are still the owner's."""
    renewing = update(tasks).where(_mine(owner, held)).values(lease_until=until).returning(tasks.c.id)
    return {TaskId(task_id) for task_id in await connection.scalars(renewing)}


async def release(connection: AsyncConnection, *, owner: str, held: Collection[TaskId]) -> None:
    """Give tasks back unchanged, so that anybody may take them at once."""
    await connection.execute(update(tasks).where(_mine(owner, held)).values(lease_owner=None, lease_until=None))


async def next_due(connection: AsyncConnection, *lanes: frozenset[State]) -> list[datetime | None]:
    """When the next task in one of each lane's states can be claimed, as far as is known now; all in one question."""
    moments = (await connection.execute(_next_due(lanes))).one()
    pairs = zip(moments[::2], moments[1::2], strict=True)
    return [min((moment for moment in pair if moment is not None), default=None) for pair in pairs]


@cache
def _calling(*, of_guild: bool) -> Update:
    """The oldest of those that queue, made due at once."""
    now = bindparam("b_now", type_=Instant)
    queued = [
        tasks.c.due_at > now,
        tasks.c.state == State.ACCEPTED,
        tasks.c.tool.in_(bindparam("b_tools", expanding=True)),
        tasks.c.attempts == 0,
        tasks.c.lease_until.is_(None),
    ]
    if of_guild:
        queued.append(tasks.c.guild_id == bindparam("b_guild"))
    oldest = select(tasks.c.id).where(*queued).order_by(tasks.c.created_at, tasks.c.id).limit(1)
    called = tasks.c.id.in_(select(oldest.with_for_update(skip_locked=True).cte().c.id))
    return update(tasks).where(called).values(due_at=now)


@cache
def _next_due(lanes: tuple[frozenset[State], ...]) -> Select[Any]:
    """For each lane, the earliest due time of what is free, and the earliest end of a lease."""
    questions = []
    for states in lanes:
        is_there = tasks.c.state.in_(sorted(states))
        free = (is_open(), tasks.c.lease_until.is_(None), is_there)
        questions.append(select(func.min(tasks.c.due_at)).where(*free).scalar_subquery())
        questions.append(
            select(func.min(tasks.c.lease_until)).where(tasks.c.lease_until.is_not(None), is_there).scalar_subquery()
        )
    return select(*questions)


@cache
def _claiming(states: frozenset[State]) -> ReturningUpdate[Any]:
    """The claim of what comes first and is not locked by somebody else at this moment; made once, for it is large.

    Whoever was quicker may have changed a row since it was chosen: what is locked is looked at again.
    """
    now = bindparam("b_now", type_=Instant)
    is_others = tasks.c.id.not_in(bindparam("b_held", expanding=True))
    first = tasks.c.id.in_(first_in_turn(states, limit=bindparam("b_limit", type_=Integer), now=now))
    chosen = select(tasks.c.id).where(first, is_due(states, now), is_free(now), is_others)
    locked = chosen.with_for_update(skip_locked=True, of=tasks).cte()
    changes = {
        "lease_owner": bindparam("b_owner"),
        "lease_until": bindparam("b_until"),
        "called_at": None,
        "version": tasks.c.version + 1,
    }
    return update(tasks).where(tasks.c.id.in_(select(locked.c.id))).values(changes).returning(tasks)


def _mine(owner: str, held: Collection[TaskId]) -> ColumnElement[bool]:
    """The rows that `owner` holds of these, locked in the order of their ids, so that nobody waits in a ring."""
    mine = select(tasks.c.id).where(tasks.c.id.in_(held), tasks.c.lease_owner == owner)
    return tasks.c.id.in_(select(mine.order_by(tasks.c.id).with_for_update().cte().c.id))
