"""From a pressed button or a picked option to what the engine can keep of it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import discord

from bot.domain.ids import ChannelId, MessageId, UserId
from bot.domain.tasks import Press, Task
from bot.engine.studio import Studio
from bot.ui.acknowledge import acknowledge
from bot.ui.carrier import carrier_of
from bot.ui.errors import explaining
from bot.ui.request import guild_of, reply_for

Begin = Callable[[Studio, Press], Awaitable[Task | None]]


async def begin_anew(interaction: discord.Interaction, begin: Begin) -> None:
    """Promise a new answer, for the same eyes as the message that was pressed, and begin what it is to show."""
    async with explaining(interaction):
        private = is_private(interaction)
        if acknowledged := await acknowledge(interaction, private=private):
            press = press_for(interaction, private=private, message_id=acknowledged.message_id)
            await begin(carrier_of(interaction).studio, press)


def press_in_place(interaction: discord.Interaction) -> Press:
    """Who pressed what was acknowledged, and where. The answer goes into the message that it hangs on."""
    message_id = MessageId(interaction.message.id) if interaction.message else None
    press = press_for(interaction, private=is_private(interaction), message_id=message_id)
    return replace(press, is_heard=interaction.response.is_done())


def press_for(interaction: discord.Interaction, *, private: bool, message_id: MessageId | None) -> Press:
    """Who pressed, and where. The answer goes into the reply with `message_id`."""
    return Press(
        user_id=UserId(interaction.user.id),
        guild_id=guild_of(interaction),
        channel_id=ChannelId(interaction.channel_id or 0),
        reply=reply_for(interaction, private=private, message_id=message_id),
    )


def is_private(interaction: discord.Interaction) -> bool:
    """Whether what was pressed hangs on a message that only this person sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral
