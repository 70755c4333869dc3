"""/tasks: a person's latest tasks, and their results while they are kept."""

import discord
from discord import app_commands

from bot.client import DarkroomClient
from bot.domain.ids import DIRECT, GuildId, UserId
from bot.engine.studio import Studio
from bot.ui.acknowledge import acknowledge
from bot.ui.errors import ExplainingCog
from bot.ui.reply import reply
from bot.ui.task_list import list_buttons, list_text


class TasksCog(ExplainingCog):
    """The inbox: what could not be posted is found here."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    @app_commands.command()
    @app_commands.allowed_contexts(guilds=True, dms=True)
    @app_commands.allowed_installs(guilds=True)
    async def tasks(self, interaction: discord.Interaction) -> None:
        """See your latest tasks here, and fetch their results."""
        if await acknowledge(interaction, private=True):
            guild_id = GuildId(interaction.guild_id) if interaction.guild_id else DIRECT
            tasks = await self._studio.recent(guild_id, UserId(interaction.user.id))
            locale = interaction.locale.value
            await reply(interaction, list_text(tasks, locale), view=list_buttons(tasks, locale))


async def setup(client: DarkroomClient) -> None:
    """Called by discord.py."""
    await client.add_cog(TasksCog(client.studio))
