"""/settings: a server's own limits, and what it shows."""

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.client import DarkroomClient
from bot.domain.policies import FlaggedPolicy
from bot.engine.studio import Studio
from bot.ui.acknowledge import acknowledge
from bot.ui.allowance import limits_text
from bot.ui.errors import ExplainingCog
from bot.ui.flagged import policy_text
from bot.ui.notices import Notice
from bot.ui.options import label
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

    @app_commands.command()
    @app_commands.describe(policy="What to do with them; left empty, nothing changes")
    @app_commands.choices(policy=[Choice(name=label(policy), value=policy.value) for policy in FlaggedPolicy])
    async def flagged(self, interaction: discord.Interaction, policy: str | None = None) -> None:
        """See or change what happens to pictures that a provider's content check flags."""
        guild_id = managed_guild(interaction)
        if not await acknowledge(interaction, private=True):
            return
        if policy is not None:
            await self._studio.set_flagged_policy(guild_id, FlaggedPolicy(policy))
        present = await self._studio.flagged_policy(guild_id)
        await reply(interaction, policy_text(present, interaction.locale.value, changed=policy is not None))


def _limit(value: int) -> int | None:
    return None if value == _NO_LIMIT else value


async def setup(client: DarkroomClient) -> None:
    """Called by discord.py."""
    await client.add_cog(SettingsCog(client.studio))
