"""A few words back to the person, whichever state their interaction is in."""

import discord
from discord import InteractionResponseType, InteractionType, ui

from bot.ui.trouble import ALREADY_ACKNOWLEDGED, is_code

_NOBODY = discord.AllowedMentions.none()


async def reply(interaction: discord.Interaction, content: str, *, view: ui.View | None = None) -> None:
    """Answer with text: into the reply that was promised, or else as a message that only this person sees.

    Never touches the message that a pressed button hangs on. Raises what discord.py raises.
    """
    if interaction.response.type is InteractionResponseType.deferred_channel_message:
        await interaction.edit_original_response(content=content, view=view, allowed_mentions=_NOBODY)
    elif interaction.response.is_done():
        await interaction.followup.send(content, ephemeral=True, allowed_mentions=_NOBODY)
    else:
        await _answer_first(interaction, content)


async def _answer_first(interaction: discord.Interaction, content: str) -> None:
    try:
        await interaction.response.send_message(content, ephemeral=True, allowed_mentions=_NOBODY)
    except discord.HTTPException as error:
        if not is_code(error, ALREADY_ACKNOWLEDGED):
            raise
        if interaction.type is InteractionType.component:
            await interaction.followup.send(content, ephemeral=True, allowed_mentions=_NOBODY)
        else:
            await interaction.edit_original_response(content=content, allowed_mentions=_NOBODY)
