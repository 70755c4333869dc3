"""Rows by the million: copies of one real task, made by the database itself."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import SecretStr
from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    String,
    Text,
    cast,
    column,
    delete,
    insert,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import ChannelId, GuildId, InteractionId, UserId, new_task_id
from bot.domain.lifecycle import State
from bot.domain.tasks import Input, KeyOwner, Reply, Request
from storage.database import Database
from storage.schema import tasks
from storage.sealing import Sealer, new_key
from storage.tasks import Tasks
from storage.types import Instant

_GUILDS, _PEOPLE = 200, 5_000
_DAY_US = 86_400_000_000
_URL = "https://cdn.discordapp.com/ephemeral-attachments/1/2/photo.png?ex=65d903de&is=65c68ede&hm=2481f30dd67f503f"

_NUMBER = column("number", BigInteger)
"""Which copy a row is, from 1."""


async def add_finished(database: Database, count: int) -> None:
    """So many delivered tasks of the last days, of thousands of people."""
    now = datetime.now(UTC)
    done = {"state": State.DELIVERED, "due_at": None, "delivered_at": now, "message_id": 3, "token_sealed": None}
    created = cast(_NUMBER * literal(7 * _DAY_US // count, BigInteger), Instant)
    await _copy(
        database, count, _submitted(now) | done, {"created_at": literal(now - timedelta(days=8), Instant) + created}
    )


async def add_waiting(database: Database, count: int, *, due_within_s: float) -> list[str]:
    """So many tasks that wait upstream, due one after the other; the ids by which the vendor knows them."""
    now = datetime.now(UTC)
    due = literal(now, Instant) + cast(_NUMBER * literal(int(due_within_s * 1e6 / count), BigInteger), Instant)
    changes: dict[str, ColumnElement[Any]] = {"due_at": due, "upstream_id": literal("waiting-") + cast(_NUMBER, Text)}
    await _copy(database, count, _submitted(now) | {"state": State.RUNNING, "memo": {"type": 1}, "polls": 1}, changes)
    return [f"waiting-{number}" for number in range(1, count + 1)]


async def _copy(
    database: Database, count: int, fields: Mapping[str, Any], changes: Mapping[str, ColumnElement[Any]]
) -> None:
    """One task with these `fields`, copied; in the copies `changes` are made from the number of the copy."""
    async with database.transaction() as connection:
        model = await _add(connection)
        await connection.execute(update(tasks).where(tasks.c.id == model).values(fields))
        prefix = literal(new_task_id()[:12])
        varied: dict[str, Any] = {
            "id": cast(prefix + cast(_NUMBER, Text), String),
            "command_id": tasks.c.command_id + _NUMBER,
            "interaction_id": tasks.c.interaction_id + _NUMBER,
            "guild_id": 1 + _NUMBER % _GUILDS,
            "user_id": 1 + _NUMBER % _PEOPLE,
            **changes,
        }
        numbers = _numbers(count)
        columns = [varied.get(each.name, each).label(each.name) for each in tasks.c]
        rows = select(*columns).select_from(tasks.join(numbers, true())).where(tasks.c.id == model)
        await connection.execute(insert(tasks).from_select([each.name for each in tasks.c], rows))
        await connection.execute(delete(tasks).where(tasks.c.id == model))


def _numbers(count: int) -> CTE:
    """One row for each of them."""
    first = select(cast(literal(1), BigInteger).label(_NUMBER.name)).cte("numbers", recursive=True)
    following = select((first.c.number + 1).label(_NUMBER.name)).where(first.c.number < count)
    return first.union_all(following)


def _submitted(now: datetime) -> dict[str, Any]:
    return {
        "provider": "magictiger",
        "offer": "magictiger.enhance",
        "key_owner": KeyOwner.OPERATOR,
        "submitted_at": now,
        "confirmed_at": now,
        "deadline_at": now + timedelta(days=1),
    }


async def _add(connection: AsyncConnection) -> str:
    now = datetime.now(UTC)
    interaction = InteractionId(int(now.timestamp() * 1e6) * 1_000)
    reply = Reply(
        application_id=1,
        interaction_id=interaction,
        token=SecretStr("token"),
        token_expires_at=now - timedelta(seconds=1),
        file_limit=10 * 2**20,
        private=False,
        locale="en-GB",
    )
    request = Request(
        tool="enhance",
        options={},
        inputs=(Input(slot="image", url=_URL, filename="photo.png", size_bytes=10**6),),
        guild_id=GuildId(1),
        channel_id=ChannelId(2),
        user_id=UserId(3),
        reply=reply,
    )
    rows = Tasks(Sealer([SecretStr(new_key())]))
    task = await rows.add(connection, request, task_id=new_task_id(), price=2, now=now, deadline_at=now)
    return task.id
