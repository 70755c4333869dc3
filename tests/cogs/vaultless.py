"""A keyring that keeps its keys in plain sight, for tests only."""
# ruff: noqa: ARG002 - a double has the parameters of what it stands for, whether it needs them or not

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.domain.errors import KeyRejected
from bot.domain.ids import GuildId, ProviderId, UserId
from bot.domain.sentences import Reason
from bot.engine.keyring import KeyInfo, KeyProvider, Keyring
from bot.upstreams.base import CredentialField

PUT_AT = datetime(2026, 1, 1, tzinfo=UTC)
NORTH = KeyProvider(
    id=ProviderId("north"),
    title="North Light",
    fields=(CredentialField(name="key_id", label="Access key id"), CredentialField(name="secret", label="Secret")),
)


class OpenKeyring(Keyring):
    """One provider, and what was put in. A secret that begins with "bad" is rejected."""

    def __init__(self, *, verdict: bool | None = True) -> None:
        self.keys: dict[tuple[GuildId, ProviderId], Mapping[str, str]] = {}
        self.verdict = verdict

    @property
    def providers(self) -> tuple[KeyProvider, ...]:
        return (NORTH,)

    async def put(
        self, guild_id: GuildId, provider: ProviderId, values: Mapping[str, str], *, by: UserId
    ) -> tuple[KeyInfo, bool | None]:
        if values["secret"].startswith("bad"):
            raise KeyRejected(Reason.KEY_REJECTED, provider=NORTH.title)
        self.keys[guild_id, provider] = values
        return _info(values, by), self.verdict

    async def test(self, guild_id: GuildId, provider: ProviderId) -> bool | None:
        return self.verdict

    async def infos(self, guild_id: GuildId) -> list[KeyInfo]:
        return [_info(values, UserId(7)) for (owner, _), values in self.keys.items() if owner == guild_id]

    async def remove(self, guild_id: GuildId, provider: ProviderId) -> bool:
        return self.keys.pop((guild_id, provider), None) is not None


def _info(values: Mapping[str, str], by: UserId) -> KeyInfo:
    return KeyInfo(provider=NORTH.id, title=NORTH.title, last_four=values["secret"][-4:], put_by=by, put_at=PUT_AT)
