"""Requests as a cog would make them."""

from datetime import UTC, datetime, timedelta
from itertools import count

from pydantic import SecretStr

from bot.domain.ids import ChannelId, GuildId, InteractionId, MessageId, ProviderId, UserId
from bot.domain.quota import Quota
from bot.domain.tasks import Input, Reply, Request

NOW = datetime(2026, 9, 15, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
GUILD, USER = GuildId(7), UserId(70)
TOKEN = "the-interaction-token"
NO_LIMIT = Quota(person_day=None, person_month=None, guild_month=None)

_interactions = count(1)


def an_interaction() -> InteractionId:
    return InteractionId(next(_interactions))


def a_reply(
    *,
    interaction: InteractionId | None = None,
    token: str | None = TOKEN,
    now: datetime = NOW,
    private: bool = False,
    message_id: MessageId | None = None,
) -> Reply:
    return Reply(
        application_id=1,
        interaction_id=interaction or an_interaction(),
        token=SecretStr(token) if token else None,
        token_expires_at=now + 15 * MINUTE,
        file_limit=10 * 2**20,
        private=private,
        locale="en-GB",
        message_id=message_id,
    )


def a_request(
    *,
    guild: GuildId = GUILD,
    user: UserId = USER,
    tool: str = "enhance",
    inputs: tuple[Input, ...] = (),
    reply: Reply | None = None,
    provider: ProviderId | None = None,
) -> Request:
    return Request(
        tool=tool,
        options={},
        inputs=inputs,
        guild_id=guild,
        channel_id=ChannelId(700),
        user_id=user,
        reply=reply or a_reply(),
        provider=provider,
    )
