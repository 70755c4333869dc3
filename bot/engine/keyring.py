"""Upstream keys of a guild: put, test, list, remove. The values never leave it again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import SecretStr

from bot.domain.clock import Clock
from bot.domain.errors import Garbled, KeyRejected, Refused, Unreachable
from bot.domain.ids import GuildId, ProviderId, UserId
from bot.domain.offers import Credentials
from bot.domain.sentences import Reason
from bot.upstreams.base import CredentialField, Upstream
from bot.upstreams.catalogue import Catalogue
from storage import refused_keys
from storage.database import Database
from storage.vault import KeyRow, Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyInfo:
    """What may be shown of a key: its last four characters, who put it there and when."""

    provider: ProviderId
    title: str
    last_four: str
    put_by: UserId
    put_at: datetime
    refused: Reason | None = None
    """Why its provider has refused it when it was last tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyProvider:
    """A provider that takes keys, for choices and modals."""

    id: ProviderId
    title: str
    fields: tuple[CredentialField, ...]


class Keyring:
    """A guild's own upstream keys."""

    def __init__(self, *, catalogue: Catalogue, database: Database, vault: Vault, clock: Clock) -> None:
        self._catalogue = catalogue
        self._database = database
        self._vault = vault
        self._clock = clock

    @property
    def providers(self) -> tuple[KeyProvider, ...]:
        """Every provider that takes a key."""
        takers = [upstream for upstream in self._catalogue.upstreams if upstream.credential_fields]
        return tuple(KeyProvider(id=each.id, title=each.title, fields=each.credential_fields) for each in takers)

    async def put(
        self, guild_id: GuildId, provider: ProviderId, values: Mapping[str, str], *, by: UserId
    ) -> tuple[KeyInfo, bool | None]:
        """Try a key with the vendor and keep it, sealed.

        Returns what may be shown and the verdict: True (the vendor took it) or None (the vendor offers no free test, or
        did not answer). Raises Refused(KEY_MALFORMED) and KeyRejected; then nothing is kept.
        """
        upstream = self._catalogue.upstream(provider)
        credentials = _well_formed(upstream, values)
        verdict = await _try(upstream, credentials)
        if verdict is False:
            raise KeyRejected(Reason.KEY_REJECTED, provider=upstream.title)
        async with self._database.transaction() as connection:
            row = await self._vault.put(connection, guild_id, provider, credentials, by=by, now=self._clock.now())
            await refused_keys.forget(connection, guild_id, provider)
        return self._info(row), verdict

    async def test(self, guild_id: GuildId, provider: ProviderId) -> bool | None:
        """Try the kept key again: True taken, False refused, None cannot tell. Raises Refused(PROVIDER_NOT_SET_UP)."""
        upstream = self._catalogue.upstream(provider)
        async with self._database.reading() as connection:
            credentials = await self._vault.get(connection, guild_id, provider)
        if credentials is None:
            raise Refused(Reason.PROVIDER_NOT_SET_UP, provider=upstream.title)
        return await _try(upstream, credentials)

    async def infos(self, guild_id: GuildId) -> list[KeyInfo]:
        """What may be shown of the guild's keys."""
        async with self._database.reading() as connection:
            rows = await self._vault.rows(connection, guild_id)
            refusals = await refused_keys.concerning(connection, guild_id)
        known = {upstream.id for upstream in self._catalogue.upstreams}
        refused = {each.provider: each.reason for each in refusals if each.guild_id == guild_id}
        return [self._info(row, refused.get(row.provider)) for row in rows if row.provider in known]

    async def remove(self, guild_id: GuildId, provider: ProviderId) -> bool:
        """Forget a key; False if there was none."""
        async with self._database.transaction() as connection:
            await refused_keys.forget(connection, guild_id, provider)
            return await self._vault.remove(connection, guild_id, provider)

    def _info(self, row: KeyRow, refused: Reason | None = None) -> KeyInfo:
        title = self._catalogue.upstream(row.provider).title
        return KeyInfo(
            provider=row.provider,
            title=title,
            last_four=row.last_four,
            put_by=row.put_by,
            put_at=row.put_at,
            refused=refused,
        )


def _well_formed(upstream: Upstream, values: Mapping[str, str]) -> dict[str, SecretStr]:
    credentials = {}
    for field in upstream.credential_fields:
        value = values.get(field.name, "").strip()
        if not re.fullmatch(field.pattern, value):
            raise Refused(Reason.KEY_MALFORMED, provider=upstream.title, field=field.label)
        credentials[field.name] = SecretStr(value)
    return credentials


async def _try(upstream: Upstream, credentials: Credentials) -> bool | None:
    if upstream.unusable() is not None:
        return None
    try:
        return await upstream.check(credentials)
    except (Unreachable, Garbled):
        return None
