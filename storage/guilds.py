"""What a server's admins have set."""

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import GuildId
from bot.domain.policies import FlaggedPolicy
from bot.domain.quota import Quota
from storage import locks
from storage.database import upsert
from storage.schema import guilds

_THIS = guilds.c.guild_id == bindparam("b_guild")
_LIMITS = select(guilds.c.limits).where(_THIS)
_FLAGGED = select(guilds.c.flagged).where(_THIS)


async def quota(connection: AsyncConnection, guild_id: GuildId, defaults: Quota) -> Quota:
    """The guild's limits; what it has not set is as in `defaults`."""
    limits = await _limits(connection, guild_id)
    return Quota(**{name: limits.get(name, default) for name, default in asdict(defaults).items()})


async def set_limits(connection: AsyncConnection, guild_id: GuildId, limits: Mapping[str, int | None]) -> None:
    """Change the named limits (None: no limit) and leave the others."""
    await lock(connection, guild_id)
    merged = await _limits(connection, guild_id) | dict(limits)
    keeping = upsert(connection, guilds).values(guild_id=guild_id, limits=merged)
    await connection.execute(keeping.on_conflict_do_update(index_elements=["guild_id"], set_={"limits": merged}))


async def flagged_policy(connection: AsyncConnection, guild_id: GuildId, default: FlaggedPolicy) -> FlaggedPolicy:
    """What the guild does with flagged pictures."""
    kept = await connection.scalar(_FLAGGED, {"b_guild": guild_id})
    return FlaggedPolicy(kept) if kept in set(FlaggedPolicy) else default


async def set_flagged_policy(connection: AsyncConnection, guild_id: GuildId, policy: FlaggedPolicy) -> None:
    """Decide what the guild does with flagged pictures."""
    keeping = upsert(connection, guilds).values(guild_id=guild_id, limits={}, flagged=policy)
    await connection.execute(keeping.on_conflict_do_update(index_elements=["guild_id"], set_={"flagged": policy}))


async def lock(connection: AsyncConnection, guild_id: GuildId) -> None:
    """Let nobody else change the guild's limits or spend its credits until this transaction ends."""
    await locks.lock(connection, "guild", guild_id)


async def _limits(connection: AsyncConnection, guild_id: GuildId) -> dict[str, int | None]:
    row = (await connection.execute(_LIMITS, {"b_guild": guild_id})).first()
    return dict(row.limits) if row else {}
