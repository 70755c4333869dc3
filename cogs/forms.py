"""The pictures for a tool that takes a series of them come in a form, after the command."""

import discord
from discord.ext import commands

from bot.client import DarkroomClient
from bot.engine.studio import Studio
from bot.ui.errors import explaining
from bot.ui.forms import receive_pictures, submitted_form


class FormsCog(commands.Cog):
    """For every family: which tool it is for stands in the form."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A form comes back."""
        if form := submitted_form(interaction):
            async with explaining(interaction):
                await receive_pictures(interaction, self._studio, form["about"])


async def setup(client: DarkroomClient) -> None:
    """Called by discord.py."""
    await client.add_cog(FormsCog(client.studio))
