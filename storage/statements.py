"""The statements that every task needs, made once: to make one costs more than to run it.

Values are bound by the names that begin with `b_`.
"""

from functools import cache
from typing import Any

from sqlalchemy import Insert, Select, Update, bindparam, func, insert, select, update
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate

from bot.domain.lifecycle import FINAL, UPSTREAM, State
from bot.domain.tasks import KeyOwner
from storage.database import insert_on
from storage.rows import is_open
from storage.schema import events, tasks
from storage.types import Instant

_ID = tasks.c.id == bindparam("b_id")

BY_ID: Select[Any] = select(tasks).where(_ID)
BY_INTERACTION: Select[str] = select(tasks.c.id).where(tasks.c.command_id == bindparam("b_id"))

NOTING: Insert = insert(events)

POSTPONING: Update = (
    update(tasks)
    .where(_ID, tasks.c.version == bindparam("b_version"))
    .values(
        due_at=func.coalesce(tasks.c.called_at, bindparam("b_due", type_=Instant)),
        memo=bindparam("b_memo"),
        polls=tasks.c.polls + 1,
        version=tasks.c.version + 1,
        lease_owner=None,
        lease_until=None,
    )
)

_COUNT = select(func.count()).select_from(tasks).where(is_open())

IN_FLIGHT: Select[int] = _COUNT.where(
    tasks.c.state.in_(UPSTREAM),
    tasks.c.provider == bindparam("b_provider"),
    tasks.c.key_owner == bindparam("b_key"),
    tasks.c.offer.in_(bindparam("b_offers", expanding=True)),
)
IN_FLIGHT_OF_GUILD: Select[int] = IN_FLIGHT.where(tasks.c.guild_id == bindparam("b_guild"))

AHEAD: Select[int] = _COUNT.where(
    tasks.c.state == State.ACCEPTED,
    tasks.c.tool == bindparam("b_tool"),
    tasks.c.created_at < bindparam("b_since", type_=Instant),
)

OPEN_OF_PERSON: Select[int] = _COUNT.where(
    tasks.c.guild_id == bindparam("b_guild"), tasks.c.user_id == bindparam("b_user")
)

GIVEN_BACK: Select[int] = (
    select(func.count())
    .select_from(tasks)
    .where(
        tasks.c.user_id == bindparam("b_user"),
        tasks.c.created_at >= bindparam("b_since", type_=Instant),
        tasks.c.state.in_(FINAL - {State.DELIVERED}),
        tasks.c.key_owner == KeyOwner.OPERATOR,
        # what a second round has forgotten of the first
        tasks.c.confirmed_at.is_not(None) | tasks.c.finished_at.is_not(None) | (tasks.c.round > 1),
    )
)


@cache
def adding(dialect: str) -> ReturningInsert[Any]:
    """A new row; none where its interaction has one. Bound by the columns' own names."""
    return insert_on(dialect, tasks).on_conflict_do_nothing(index_elements=["command_id"]).returning(tasks)


@cache
def writing(columns: frozenset[str], *, heed_calls: bool) -> ReturningUpdate[Any]:
    """A change of these columns, if the row is still what it was (`b_state`, `b_version`); new values as `b_new_…`.

    `heed_calls`: what a provider has called about meanwhile is due at once.
    """
    values: dict[str, Any] = {name: bindparam(f"b_new_{name}", type_=tasks.c[name].type) for name in sorted(columns)}
    if heed_calls:
        values["due_at"] = func.coalesce(tasks.c.called_at, values.get("due_at", tasks.c.due_at))
    same = (_ID, tasks.c.state == bindparam("b_state"), tasks.c.version == bindparam("b_version"))
    return update(tasks).where(*same).values(values).returning(tasks)
