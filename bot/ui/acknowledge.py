"""The first answer to an interaction, within the three seconds that Discord allows."""

import asyncio
from dataclasses import dataclass

import discord
import structlog

from bot.domain.ids import MessageId
from bot.ui.trouble import ALREADY_ACKNOWLEDGED, DROPPED, TROUBLE, is_code

log = structlog.get_logger()

_ANSWER_WITHIN_S = 2.5
_LOOK_WITHIN_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """Discord knows of our promise. `message_id` is the reply that was promised, where Discord told."""

    message_id: MessageId | None = None


async def acknowledge(interaction: discord.Interaction, *, private: bool) -> Acknowledged | None:
    """Promise an answer, before anything is read or stored.

    None: the interaction is dead and nothing may be begun for it. A second acknowledgement (a replayed event, an
    answer that was lost) counts as the first; who asked twice is found out by the interaction's id. `private` decides
    for good whether others see the answer.
    """
    try:
        async with asyncio.timeout(_ANSWER_WITHIN_S):
            answer = await interaction.response.defer(ephemeral=private, thinking=True)
    except (*DROPPED, discord.DiscordServerError):
        return await _look(interaction)
    except discord.HTTPException as error:
        return Acknowledged() if _is_second(interaction, error) else None
    message_id = answer.message_id if answer else None
    return Acknowledged(message_id=MessageId(message_id) if message_id else None)


async def acknowledge_press(interaction: discord.Interaction) -> bool:
    """The same for a button that promises nothing: its message stays as it is. An answer that is lost is no harm."""
    try:
        async with asyncio.timeout(_ANSWER_WITHIN_S):
            await interaction.response.defer()
    except (*DROPPED, discord.DiscordServerError):
        return True
    except discord.HTTPException as error:
        return _is_second(interaction, error)
    return True


def _is_second(interaction: discord.Interaction, error: discord.HTTPException) -> bool:
    if is_code(error, ALREADY_ACKNOWLEDGED):
        return True
    log.info("interaction not acknowledged", interaction=interaction.id, status=error.status, code=error.code)
    return False


async def _look(interaction: discord.Interaction) -> Acknowledged | None:
    """Whether our acknowledgement arrived although its answer was lost: then there is a reply to look at."""
    try:
        async with asyncio.timeout(_LOOK_WITHIN_S):
            message = await interaction.original_response()
    except TROUBLE as error:
        log.info("acknowledgement lost", interaction=interaction.id, why=type(error).__name__)
        return None
    return Acknowledged(message_id=MessageId(message.id))
