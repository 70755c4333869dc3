"""Upstream keys of a guild: put, test, list, remove. The values never leave it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.ids import GuildId, ProviderId, UserId
from bot.upstreams.base import CredentialField


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyInfo:
    """What may be shown of a key: its last four characters, who put it there and when."""

    provider: ProviderId
    title: str
    last_four: str
    put_by: UserId
    put_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyProvider:
    """A provider that takes keys, for choices and modals."""

    id: ProviderId
    title: str
    fields: tuple[CredentialField, ...] = field(default=())


class Keyring:
    """A guild's own upstream keys."""

    @property
    def providers(self) -> tuple[KeyProvider, ...]:
        """Every provider that takes a key."""
        raise NotImplementedError

    async def put(
        self, guild_id: GuildId, provider: ProviderId, values: Mapping[str, str], *, by: UserId
    ) -> tuple[KeyInfo, bool | None]:
        """Try a key with the vendor and keep it, sealed.

        Returns what may be shown and the verdict: True (the vendor took it) or None (the vendor offers no free test, or
        did not answer). Raises Refused(KEY_MALFORMED) and KeyRejected; then nothing is kept.
        """
        raise NotImplementedError

    async def test(self, guild_id: GuildId, provider: ProviderId) -> bool | None:
        """Try the kept key again: True taken, False refused, None cannot tell. Raises Refused(PROVIDER_NOT_SET_UP)."""
        raise NotImplementedError

    async def infos(self, guild_id: GuildId) -> list[KeyInfo]:
        """What may be shown of the guild's keys."""
        raise NotImplementedError

    async def remove(self, guild_id: GuildId, provider: ProviderId) -> bool:
        """Forget a key; False if there was none."""
        raise NotImplementedError
