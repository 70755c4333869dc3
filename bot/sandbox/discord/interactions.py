"""An interaction begins: it is recorded and the application hears of it."""

import asyncio
import secrets
import time

from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.flags import InteractionType
from bot.sandbox.discord.payloads.interactions import interaction as payload_of
from bot.sandbox.discord.stateful import ANSWER_WITHIN_S
from bot.sandbox.discord.world import Channel, Interaction, Json, StoredMessage, User


def begin(
    backend: Backend,
    *,
    kind: InteractionType,
    user: User,
    channel: Channel,
    data: Json,
    source: StoredMessage | None = None,
    opener: Interaction | None = None,
) -> Interaction:
    """Record what a person did and tell the application; whoever waits is woken when its 3 seconds are over."""
    record = Interaction(
        id=backend.snowflakes.make(),
        token=secrets.token_urlsafe(96),
        type=kind,
        user=user,
        channel=channel,
        data=data,
        created_at=backend.clock.now(),
        opened_at=time.monotonic(),
        owners=_owners(channel, user),
        source=source,
        opener=opener,
    )
    backend.world.interactions[record.id] = backend.world.tokens[record.token] = record
    body = payload_of(record, backend.world, backend.writer)
    backend.hub.dispatch("INTERACTION_CREATE", body, guild_id=channel.guild_id)
    asyncio.get_running_loop().call_later(ANSWER_WITHIN_S + 0.01, backend.signal.notify)
    return record


def _owners(channel: Channel, user: User) -> Json:
    if channel.guild is None:
        return {"0": "0"}
    if channel.guild.has_bot:
        return {"0": str(channel.guild.id)}
    return {"1": str(user.id)}


def failed(backend: Backend, interaction: Interaction) -> bool:
    """Whether Discord shows "The application did not respond"."""
    return interaction.answered_with is None and backend.rules.overdue(interaction)
