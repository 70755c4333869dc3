"""What a server's admins have set."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache

from sqlalchemy import Insert, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import GuildId
from bot.domain.quota import Quota
from storage.database import insert_on
from storage.schema import guilds

_THIS = guilds.c.guild_id == bindparam("b_guild")
_LIMITS = select(guilds.c.limits).where(_THIS)
_LOCKING = select(guilds.c.guild_id).where(_THIS).with_for_update()


@cache
def _making(dialect: str) -> Insert:
    return insert_on(dialect, guilds).on_conflict_do_nothing()


async def quota(connection: AsyncConnection, guild_id: GuildId, defaults: Quota) -> Quota:
    """The guild's limits; what it has not set is as in `defaults`."""
    limits = await _limits(connection, guild_id)
    return Quota(**{name: limits.get(name, default) for name, default in asdict(defaults).items()})


async def set_limits(connection: AsyncConnection, guild_id: GuildId, limits: Mapping[str, int | None]) -> None:
    """Change the named limits (None: no limit) and leave the others."""
    await lock(connection, guild_id)
    merged = await _limits(connection, guild_id) | dict(limits)
    await connection.execute(update(guilds).where(guilds.c.guild_id == guild_id).values(limits=merged))


async def lock(connection: AsyncConnection, guild_id: GuildId) -> None:
    """Let nobody else change the guild's limits or spend its credits until this transaction ends."""
    await connection.execute(_making(connection.dialect.name), {"guild_id": guild_id, "limits": {}})
    await connection.execute(_LOCKING, {"b_guild": guild_id})


async def _limits(connection: AsyncConnection, guild_id: GuildId) -> dict[str, int | None]:
    row = (await connection.execute(_LIMITS, {"b_guild": guild_id})).first()
    return dict(row.limits) if row else {}
