"""In which order due tasks are claimed: the most urgent first, and within that guilds and people by turns."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, select

from bot.domain.lifecycle import URGENCY, State
from storage.rows import is_free
from storage.schema import tasks

_RANK = case({state.value: rank for rank, state in enumerate(URGENCY)}, value=tasks.c.state, else_=len(URGENCY))


def first_in_turn(
    states: Collection[State], *, limit: ColumnElement[int], now: ColumnElement[Any]
) -> Select[tuple[str]]:
    """The ids of up to `limit` free tasks that are due in one of `states`."""
    ranked = _ranked(states, now)
    return select(ranked.c.id).order_by(*_order(ranked)).limit(limit)


def is_due(states: Collection[State], now: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a task in one of `states` has something to be done, whoever may have it."""
    return (tasks.c.due_at <= now) & tasks.c.state.in_(states)


def _ranked(states: Collection[State], now: ColumnElement[Any]) -> Subquery:
    """The free due tasks, each with its guild's turn."""
    due = _due(states, now)
    turn = _turn(
        due.c.free, (due.c.guild_id,), state=due.c.state, first=(due.c.person_turn, due.c.created_at, due.c.id)
    )
    turns = select(due, turn.label("guild_turn")).subquery()
    return select(turns).where(turns.c.free).subquery()


def _due(states: Collection[State], now: ColumnElement[Any]) -> Subquery:
    """The due tasks, free or held, each with its person's turn."""
    free = is_free(now)
    turn = _turn(free, (tasks.c.guild_id, tasks.c.user_id), state=tasks.c.state, first=(tasks.c.created_at, tasks.c.id))
    known = (tasks.c.id, tasks.c.state, tasks.c.guild_id, tasks.c.created_at, tasks.c.result_expires_at)
    query = select(*known, _RANK.label("rank"), free.label("free"), turn.label("person_turn"))
    return query.where(is_due(states, now)).subquery()


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
