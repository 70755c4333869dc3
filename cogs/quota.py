"""/quota: what a person has spent and may still spend."""

import discord
from discord import app_commands

from bot.client import DarkroomClient
from bot.domain.ids import DIRECT, GuildId, UserId
from bot.engine.studio import Studio
from bot.ui.acknowledge import acknowledge
from bot.ui.allowance import allowance_text
from bot.ui.errors import ExplainingCog
from bot.ui.reply import reply


class QuotaCog(ExplainingCog):
    """Credits, seen by the one who spends them."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    @app_commands.command()
    @app_commands.allowed_contexts(guilds=True, dms=True)
    @app_commands.allowed_installs(guilds=True)
    async def quota(self, interaction: discord.Interaction) -> None:
        """See how many credits you have left today and this month."""
        if await acknowledge(interaction, private=True):
            guild_id = GuildId(interaction.guild_id) if interaction.guild_id else DIRECT
            allowance = await self._studio.allowance(guild_id, UserId(interaction.user.id))
            await reply(interaction, allowance_text(allowance, interaction.locale.value))


async def setup(client: DarkroomClient) -> None:
    """Called by discord.py."""
    await client.add_cog(QuotaCog(client.studio))
