"""Models that people have trained: each belongs to its server, and in direct messages to its person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import DIRECT, GuildId, ProviderId, UserId
from bot.domain.listings import Entry, ListKind
from bot.domain.tasks import Task
from storage.database import upsert
from storage.schema import models

_MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What a training has made: `entry.value` is the provider's name for it."""

    provider: ProviderId
    kind: ListKind
    entry: Entry


async def add(connection: AsyncConnection, task: Task, model: Model, now: datetime) -> None:
    """Note what a task has made; a second time changes nothing."""
    row = {
        "task_id": task.id,
        "guild_id": task.guild_id,
        "user_id": task.user_id,
        "provider": model.provider,
        "kind": model.kind,
        "value": model.entry.value,
        "label": model.entry.label,
        "made_at": now,
    }
    await connection.execute(upsert(connection, models).values(row).on_conflict_do_nothing(index_elements=["task_id"]))


async def of_place(
    connection: AsyncConnection,
    guild_id: GuildId,
    user_id: UserId,
    *,
    kind: ListKind,
    providers: tuple[ProviderId, ...],
) -> list[Model]:
    """What may be chosen in a server, or by a person in direct messages, newest first."""
    query = (
        select(models)
        .where(_here(guild_id, user_id), models.c.kind == kind, models.c.provider.in_(providers))
        .order_by(models.c.made_at.desc())
        .limit(_MOST)
    )
    return [
        Model(
            provider=ProviderId(row.provider),
            kind=ListKind(row.kind),
            entry=Entry(value=row.value, label=row.label),
        )
        for row in await connection.execute(query)
    ]


async def of_others(
    connection: AsyncConnection, guild_id: GuildId, user_id: UserId, *, providers: tuple[ProviderId, ...]
) -> set[tuple[ProviderId, str]]:
    """By provider and name, what was trained elsewhere: an account's own list shows it to everybody who uses it."""
    elsewhere = ~_here(guild_id, user_id) & models.c.provider.in_(providers)
    rows = await connection.execute(select(models.c.provider, models.c.value).where(elsewhere))
    return {(ProviderId(row.provider), row.value) for row in rows}


def _here(guild_id: GuildId, user_id: UserId) -> ColumnElement[bool]:
    here = models.c.guild_id == guild_id
    return here & (models.c.user_id == user_id) if guild_id == DIRECT else here
