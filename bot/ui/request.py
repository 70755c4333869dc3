"""From a slash command to a request that the engine can keep."""

from collections.abc import Mapping
from typing import Any

import discord
from pydantic import SecretStr

from bot.domain.ids import DIRECT, ChannelId, GuildId, InteractionId, MessageId, ProviderId, UserId
from bot.domain.tasks import Input, Reply, Request
from bot.domain.tools import Tool


def request_for(
    tool: Tool, interaction: discord.Interaction, given: Mapping[str, Any], *, reply: Reply, provider: str | None
) -> Request:
    """What `interaction` asks of `tool`. `given` holds the attachments and options by name; None is not given."""
    return Request(
        tool=tool.key,
        options={name: given[name] for name in tool.options.model_fields if given.get(name) is not None},
        inputs=tuple(_input(slot.name, given[slot.name]) for slot in tool.slots),
        guild_id=GuildId(interaction.guild_id) if interaction.guild_id else DIRECT,
        channel_id=ChannelId(interaction.channel_id or 0),
        user_id=UserId(interaction.user.id),
        reply=reply,
        provider=ProviderId(provider) if provider else None,
    )


def _input(slot: str, attachment: discord.Attachment) -> Input:
    return Input(slot=slot, url=attachment.url, filename=attachment.filename, size_bytes=attachment.size)


def reply_for(interaction: discord.Interaction, *, private: bool, message_id: MessageId | None) -> Reply:
    """Where the answer to `interaction` goes; all that is needed after a restart."""
    return Reply(
        application_id=interaction.application_id,
        interaction_id=InteractionId(interaction.id),
        token=SecretStr(interaction.token),
        token_expires_at=interaction.expires_at,
        file_limit=interaction.filesize_limit,
        private=private,
        locale=interaction.locale.value,
        message_id=message_id,
    )
