"""Credits: hold, capture, release. Entries are only ever added.

A task has one `hold` and at most one `settle` entry; the primary key is the second lock behind the task's version.
What is spent is the sum of all entries, dated by the hold, so that a release always gives back to the right day.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, case, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import Refused
from bot.domain.ids import GuildId, TaskId, UserId
from bot.domain.lifecycle import Money
from bot.domain.quota import Quota, Spent, day_start, month_start, refusal
from storage import guilds
from storage.schema import ledger
from storage.types import Instant


def _total(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    counted: ColumnElement[int] = ledger.c.credits
    for condition in conditions:
        counted = case((condition, counted), else_=0)
    return func.coalesce(func.sum(counted), 0)


_MINE = ledger.c.user_id == bindparam("b_user")
_TODAY = ledger.c.held_at >= bindparam("b_day", type_=Instant)
_SPENT = select(_total(_MINE, _TODAY), _total(_MINE), _total()).where(
    ledger.c.guild_id == bindparam("b_guild"), ledger.c.held_at >= bindparam("b_month", type_=Instant)
)
_HOLD = select(ledger).where(ledger.c.task_id == bindparam("b_task"), ledger.c.phase == "hold")
_ADDING = insert(ledger)


async def spent(connection: AsyncConnection, guild_id: GuildId, user_id: UserId, now: datetime) -> Spent:
    """Credits held or captured in the UTC day and month of `now`."""
    asked = {"b_guild": guild_id, "b_user": user_id, "b_day": day_start(now), "b_month": month_start(now)}
    person_day, person_month, guild_month = (await connection.execute(_SPENT, asked)).one()
    return Spent(person_day=int(person_day), person_month=int(person_month), guild_month=int(guild_month))


async def hold(
    connection: AsyncConnection,
    *,
    task_id: TaskId,
    guild_id: GuildId,
    user_id: UserId,
    credits_held: int,
    quota: Quota,
    now: datetime,
) -> None:
    """Set credits aside for a task. Raises Refused where they would break a limit.

    The guild's row is locked first, so that two commands at the same moment cannot both take the last credits.
    """
    await guilds.lock(connection, guild_id)
    no = refusal(quota, await spent(connection, guild_id, user_id, now), credits_held)
    if no is not None:
        raise Refused(no)
    entry = {"task_id": task_id, "phase": "hold", "entry": "hold", "credits": credits_held}
    whose = {"guild_id": guild_id, "user_id": user_id, "held_at": now, "at": now}
    await connection.execute(_ADDING, entry | whose)


async def settle(connection: AsyncConnection, task_id: TaskId, money: Money, price: int, now: datetime) -> None:
    """End a hold: capture `price` of it (the rest goes back), or release all.

    Raises IntegrityError if the task was settled before, which undoes the transaction that tried.
    """
    held = (await connection.execute(_HOLD, {"b_task": task_id})).one()
    kept = price if money is Money.CAPTURE else 0
    entry = {"task_id": task_id, "phase": "settle", "entry": money.value, "credits": kept - held.credits}
    whose = {"guild_id": held.guild_id, "user_id": held.user_id, "held_at": held.held_at, "at": now}
    await connection.execute(_ADDING, entry | whose)
