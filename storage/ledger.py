"""Credits: hold, capture, release. Entries are only ever added.

A task has one `hold` and at most one `settle` entry; the primary key is the second lock behind the task's version.
A hold that turns out to be too small is raised, by an entry of its own.
What is spent is the sum of all entries, dated by the hold, so that a release always gives back to the right day.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, case, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import Refused
from bot.domain.ids import GuildId, TaskId, UserId
from bot.domain.lifecycle import Money
from bot.domain.quota import Quota, Spent, day_start, month_start, refusal
from bot.domain.sentences import Sentence
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
_HELD = select(ledger).where(ledger.c.task_id == bindparam("b_task"), ledger.c.phase != "settle")
_ADDING = insert(ledger)


async def spent(connection: AsyncConnection, guild_id: GuildId, user_id: UserId, now: datetime) -> Spent:
    """Credits held or captured in the UTC day and month of `now`."""
    asked = {"b_guild": guild_id, "b_user": user_id, "b_day": day_start(now), "b_month": month_start(now)}
    person_day, person_month, guild_month = (await connection.execute(_SPENT, asked)).one()
    return Spent(person_day=int(person_day), person_month=int(person_month), guild_month=int(guild_month))


async def spent_beside(connection: AsyncConnection, task_id: TaskId, now: datetime) -> Spent:
    """What the person of an open task, and their guild, have spent or hold for anything else."""
    entries = (await connection.execute(_HELD, {"b_task": task_id})).all()
    first, held = entries[0], sum(entry.credits for entry in entries)
    await guilds.lock(connection, first.guild_id)
    all_of_it = await spent(connection, first.guild_id, first.user_id, now)
    return Spent(
        person_day=all_of_it.person_day - (held if first.held_at >= day_start(now) else 0),
        person_month=all_of_it.person_month - (held if first.held_at >= month_start(now) else 0),
        guild_month=all_of_it.guild_month - (held if first.held_at >= month_start(now) else 0),
    )


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


async def raise_hold(
    connection: AsyncConnection, task_id: TaskId, credits_held: int, *, quota: Quota, now: datetime
) -> None:
    """Set so much more aside that `credits_held` are held in all, if they are not yet.

    Raises Refused where that would break a limit.
    """
    entries = (await connection.execute(_HELD, {"b_task": task_id})).all()
    first, held = entries[0], sum(entry.credits for entry in entries)
    if credits_held <= held:
        return
    await guilds.lock(connection, first.guild_id)
    no = refusal(quota, await spent(connection, first.guild_id, first.user_id, now), credits_held - held)
    if no is not None:
        whole = {"price": credits_held, "left": int(no.values["left"]) + held}
        raise Refused(Sentence(reason=no.reason, values=no.values | whole))
    entry = {"task_id": task_id, "phase": f"raise{len(entries)}", "entry": "raise", "credits": credits_held - held}
    whose = {"guild_id": first.guild_id, "user_id": first.user_id, "held_at": first.held_at, "at": now}
    await connection.execute(_ADDING, entry | whose)


async def settle(connection: AsyncConnection, task_id: TaskId, money: Money, price: int, now: datetime) -> None:
    """End a hold: capture `price` of it (the rest goes back), or release all.

    Raises IntegrityError if the task was settled before, which undoes the transaction that tried.
    """
    entries = (await connection.execute(_HELD, {"b_task": task_id})).all()
    held, first = sum(entry.credits for entry in entries), entries[0]
    kept = price if money is Money.CAPTURE else 0
    entry = {"task_id": task_id, "phase": "settle", "entry": money.value, "credits": kept - held}
    whose = {"guild_id": first.guild_id, "user_id": first.user_id, "held_at": first.held_at, "at": now}
    await connection.execute(_ADDING, entry | whose)
