"""/settings: a server's own limits."""

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.ext import commands

from bot.client import DarkroomClient
from bot.engine.studio import Studio
from bot.ui.acknowledge import acknowledge
from bot.ui.allowance import limits_text
from bot.ui.errors import ExplainingCog
from bot.ui.notices import Notice
from bot.ui.permission import managed_guild
from bot.ui.reply import reply

_NO_LIMIT = -1
_MOST = 1_000_000
_HOW = "credits; -1 for no limit"

Limit = Range[int, _NO_LIMIT, _MOST]


@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
class SettingsCog(
    ExplainingCog, commands.GroupCog, group_name="settings", group_description="How Darkroom works on this server"
):
    """For people who manage the server."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    @app_commands.command()
    @app_commands.describe(
        person_day=f"Each person, each day: {_HOW}",
        person_month=f"Each person, each month: {_HOW}",
        guild_month=f"The whole server, each month: {_HOW}",
    )
    async def quota(
        self,
        interaction: discord.Interaction,
        person_day: Limit | None = None,
        person_month: Limit | None = None,
        guild_month: Limit | None = None,
    ) -> None:
        """See or change how many credits may be spent here."""
        guild_id = managed_guild(interaction)
        if not await acknowledge(interaction, private=True):
            return
        given = {"person_day": person_day, "person_month": person_month, "guild_month": guild_month}
        limits = {name: _limit(value) for name, value in given.items() if value is not None}
        quota = await self._studio.set_quota(guild_id, **limits) if limits else await self._studio.quota(guild_id)
        notice = Notice.LIMITS_CHANGED if limits else Notice.LIMITS
        await reply(interaction, limits_text(quota, notice, interaction.locale.value))


def _limit(value: int) -> int | None:
    return None if value == _NO_LIMIT else value


async def setup(client: DarkroomClient) -> None:
    """Called by discord.py."""
    await client.add_cog(SettingsCog(client.studio))
