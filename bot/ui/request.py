"""From a slash command to a request that the engine can keep."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import discord
from pydantic import SecretStr

from bot.domain.ids import DIRECT, ChannelId, GuildId, InteractionId, MessageId, ProviderId, UserId
from bot.domain.tasks import Input, Reply, Request
from bot.domain.tools import Slot, Tool


class Attached(Protocol):
    """A file that a person handed over: a `discord.Attachment`, or the same in a form."""

    @property
    def url(self) -> str:
        """Discord's signed link."""

    @property
    def filename(self) -> str:
        """As the person named it."""

    @property
    def size(self) -> int:
        """In bytes."""


def request_for(
    tool: Tool, interaction: discord.Interaction, given: Mapping[str, Any], *, reply: Reply, provider: str | None
) -> Request:
    """What `interaction` asks of `tool`.

    `given` holds options and attachments by name, a list of them for a slot of several; None is not given.
    """
    return Request(
        tool=tool.key,
        options={name: given[name] for name in tool.options.model_fields if given.get(name) is not None},
        inputs=tuple(entry for slot in tool.slots for entry in _inputs(slot, given.get(slot.name))),
        guild_id=guild_of(interaction),
        channel_id=ChannelId(interaction.channel_id or 0),
        user_id=UserId(interaction.user.id),
        reply=reply,
        provider=ProviderId(provider) if provider else None,
    )


def _inputs(slot: Slot, given: Attached | list[Attached] | None) -> Iterator[Input]:
    if isinstance(given, list):
        yield from (_input(f"{slot.name}-{number}", each) for number, each in enumerate(given, start=1))
    elif given is not None:
        yield _input(slot.name, given)


def _input(name: str, attached: Attached) -> Input:
    return Input(slot=name, url=attached.url, filename=attached.filename, size_bytes=attached.size)


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
        age_restricted=is_age_restricted(interaction.channel),
    )


def guild_of(interaction: discord.Interaction) -> GuildId:
    """The server, or what stands for one in direct messages."""
    return GuildId(interaction.guild_id) if interaction.guild_id else DIRECT


def is_age_restricted(channel: object) -> bool:
    """Whether only adults see what is posted there; a thread is as its channel is. What is not known is not."""
    ask = getattr(channel, "is_nsfw", None)
    return bool(ask and ask())
