"""Upstream keys of guilds, sealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import SecretStr
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import GuildId, ProviderId, UserId
from storage.database import upsert
from storage.schema import keys
from storage.sealing import Sealer

_KEYS_OF = select(keys.c.provider, keys.c.sealed).where(keys.c.guild_id == bindparam("b_guild"))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """What may be shown of a kept key."""

    provider: ProviderId
    last_four: str
    put_by: UserId
    put_at: datetime


class Vault:
    """Keeps credentials. The guild and the provider are inside the sealed text."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    async def put(
        self,
        connection: AsyncConnection,
        guild_id: GuildId,
        provider: ProviderId,
        values: Mapping[str, SecretStr],
        *,
        by: UserId,
        now: datetime,
    ) -> KeyRow:
        """Keep a key, in place of an earlier one. `last_four` is of the last field, the secret one."""
        plain = {name: value.get_secret_value() for name, value in values.items()}
        row = KeyRow(provider=provider, last_four=list(plain.values())[-1][-4:], put_by=by, put_at=now)
        columns = {
            "sealed": self._sealer.seal(_place(guild_id, provider), plain),
            "last_four": row.last_four,
            "put_by": by,
            "put_at": now,
        }
        statement = upsert(connection, keys).values(guild_id=guild_id, provider=provider, **columns)
        await connection.execute(statement.on_conflict_do_update(index_elements=["guild_id", "provider"], set_=columns))
        return row

    async def get(
        self, connection: AsyncConnection, guild_id: GuildId, provider: ProviderId
    ) -> dict[str, SecretStr] | None:
        """The guild's key, or None. Raises Unsealable."""
        query = select(keys.c.sealed).where(keys.c.guild_id == guild_id, keys.c.provider == provider)
        sealed = (await connection.execute(query)).scalar_one_or_none()
        return None if sealed is None else self._open(guild_id, provider, sealed)

    async def keys_of(self, connection: AsyncConnection, guild_id: GuildId) -> dict[ProviderId, dict[str, SecretStr]]:
        """Every key of the guild, by provider. Raises Unsealable."""
        rows = await connection.execute(_KEYS_OF, {"b_guild": guild_id})
        return {row.provider: self._open(guild_id, row.provider, row.sealed) for row in rows}

    async def rows(self, connection: AsyncConnection, guild_id: GuildId) -> list[KeyRow]:
        """What may be shown of the guild's keys, by provider."""
        query = (
            select(keys.c.provider, keys.c.last_four, keys.c.put_by, keys.c.put_at)
            .where(keys.c.guild_id == guild_id)
            .order_by(keys.c.provider)
        )
        return [KeyRow(**row) for row in (await connection.execute(query)).mappings()]

    async def remove(self, connection: AsyncConnection, guild_id: GuildId, provider: ProviderId) -> bool:
        """Forget a key; False if there was none."""
        gone = await connection.execute(delete(keys).where(keys.c.guild_id == guild_id, keys.c.provider == provider))
        return gone.rowcount > 0

    async def rotate(self, connection: AsyncConnection) -> int:
        """Seal every key anew with the ring's first key; how many."""
        rows = (
            await connection.execute(select(keys.c.guild_id, keys.c.provider, keys.c.sealed).with_for_update())
        ).all()
        for row in rows:
            place = _place(row.guild_id, row.provider)
            sealed = self._sealer.seal(place, self._sealer.open(place, row.sealed))
            here = (keys.c.guild_id == row.guild_id, keys.c.provider == row.provider)
            await connection.execute(update(keys).where(*here).values(sealed=sealed))
        return len(rows)

    def _open(self, guild_id: GuildId, provider: ProviderId, sealed: str) -> dict[str, SecretStr]:
        plain = self._sealer.open(_place(guild_id, provider), sealed)
        return {name: SecretStr(value) for name, value in plain.items()}


def _place(guild_id: int, provider: str) -> str:
    return f"key {guild_id} {provider}"
