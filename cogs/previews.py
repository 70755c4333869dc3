"""The form behind a preview's button: it comes back as an event, whichever process opened it."""

import discord
from discord.ext import commands

from bot.client import DarkroomClient
from bot.domain.ids import TaskId
from bot.ui.errors import ExplainingCog
from bot.ui.prompting import receive_prompt, submitted_prompt


class PreviewsCog(ExplainingCog):
    """Has no commands."""

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A prompt comes back."""
        if form := submitted_prompt(interaction):
            await receive_prompt(interaction, TaskId(form["about"]))


async def setup(client: DarkroomClient) -> None:
    """Called by discord.py."""
    await client.add_cog(PreviewsCog())
