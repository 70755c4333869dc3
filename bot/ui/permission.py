"""Who may change a server's settings. Discord hides those commands from others, and admins may un-hide them."""

import discord
from discord import app_commands

from bot.domain.ids import GuildId


def managed_guild(interaction: discord.Interaction) -> GuildId:
    """The server that this person manages and acts in.

    Raises NoPrivateMessage outside a server and MissingPermissions without Manage Server.
    """
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])
    return GuildId(interaction.guild_id)
