"""The art family: a command per tool."""

from bot.client import DarkroomClient
from bot.domain.tools import Family
from bot.ui.commands import commands_for


async def setup(client: DarkroomClient) -> None:
    """Called by discord.py."""
    for command in commands_for(Family.ART, client.studio):
        client.tree.add_command(command)
