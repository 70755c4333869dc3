"""Keys that a provider has refused: they are left alone for a while, and whoever can mend it is told once.

The operator's key of a provider stands under guild 0, which has no keys of its own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import GuildId, ProviderId
from bot.domain.sentences import Reason
from storage.database import upsert
from storage.schema import refused_keys

OPERATOR = GuildId(0)


_TELLING = timedelta(minutes=1)
"""So long whoever began to tell somebody has time; after that another may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedKey:
    """Until when a key is not tried again, and why. `digest` tells it from the key that may have taken its place."""

    provider: ProviderId
    guild_id: GuildId
    digest: str
    reason: Reason
    since: datetime
    until: datetime


async def note(
    connection: AsyncConnection,
    guild_id: GuildId,
    provider: ProviderId,
    *,
    digest: str,
    reason: Reason,
    now: datetime,
    pause: timedelta,
) -> bool:
    """Note a refusal; whether it is for the caller to tell somebody: nobody has done so, nor is about to."""
    of_now = {"reason": reason.value, "until": now + pause}
    first = of_now | {"digest": digest, "since": now, "told_at": None, "telling_until": None}
    statement = upsert(connection, refused_keys).values(guild_id=guild_id, provider=provider, **first)
    place = ["guild_id", "provider"]
    await connection.execute(statement.on_conflict_do_nothing(index_elements=place))
    here = _of(guild_id, provider)
    await connection.execute(update(refused_keys).where(*here, refused_keys.c.digest != digest).values(**first))
    await connection.execute(update(refused_keys).where(*here).values(**of_now))
    untold = refused_keys.c.told_at.is_(None)
    free = or_(refused_keys.c.telling_until.is_(None), refused_keys.c.telling_until < now)
    claim = update(refused_keys).where(*here, untold, free).values(telling_until=now + _TELLING)
    return (await connection.execute(claim)).rowcount > 0


async def told(connection: AsyncConnection, guild_id: GuildId, provider: ProviderId, now: datetime) -> None:
    """Somebody has been told."""
    await connection.execute(update(refused_keys).where(*_of(guild_id, provider)).values(told_at=now))


async def forget(connection: AsyncConnection, guild_id: GuildId, provider: ProviderId) -> None:
    """The key works, or is another one."""
    await connection.execute(delete(refused_keys).where(*_of(guild_id, provider)))


async def concerning(connection: AsyncConnection, guild_id: GuildId) -> list[RefusedKey]:
    """The guild's refused keys, and the operator's."""
    query = select(refused_keys).where(refused_keys.c.guild_id.in_((guild_id, OPERATOR)))
    return [
        RefusedKey(
            provider=ProviderId(row.provider),
            guild_id=GuildId(row.guild_id),
            digest=row.digest,
            reason=_reason(row.reason),
            since=row.since,
            until=row.until,
        )
        for row in await connection.execute(query)
    ]


def _of(guild_id: GuildId, provider: ProviderId) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return refused_keys.c.guild_id == guild_id, refused_keys.c.provider == provider


def _reason(name: str) -> Reason:
    """Of a later version's reason no more is known than that the key was refused."""
    return Reason(name) if name in set(Reason) else Reason.KEY_REJECTED
