"""/help: what there is to ask for, and whether it works here."""

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.client import DarkroomClient
from bot.engine.keyring import Keyring
from bot.engine.studio import Studio
from bot.ui.acknowledge import acknowledge
from bot.ui.errors import ExplainingCog
from bot.ui.help import Place, details, overview
from bot.ui.messages import say
from bot.ui.notices import Notice
from bot.ui.options import LONGEST_CHOICE
from bot.ui.reply import reply
from bot.ui.request import guild_of

_MOST_CHOICES = 25
_NOBODY = discord.AllowedMentions.none()


class HelpCog(ExplainingCog):
    """For everybody; the answer is for the eyes of who asked."""

    def __init__(self, studio: Studio, keyring: Keyring) -> None:
        self._studio = studio
        self._keyring = keyring

    @app_commands.command(name="help")
    @app_commands.describe(tool="More about one of them")
    @app_commands.allowed_contexts(guilds=True, dms=True)
    @app_commands.allowed_installs(guilds=True)
    async def show(self, interaction: discord.Interaction, tool: str | None = None) -> None:
        """See what I can do, and what of it works here."""
        if not await acknowledge(interaction, private=True):
            return
        first, *more = await self._pages(interaction, tool)
        await reply(interaction, first)
        for page in more:
            await interaction.followup.send(page, ephemeral=True, allowed_mentions=_NOBODY)

    async def _pages(self, interaction: discord.Interaction, tool: str | None) -> list[str]:
        keys = await self._keyring.infos(guild_of(interaction))
        locale = interaction.locale.value
        place = Place(locale=locale, keyed={key.provider for key in keys}, is_direct=interaction.guild_id is None)
        if tool is None:
            return overview(self._studio.inventory(), place)
        wanted = tool.strip().removeprefix("/").casefold()
        entry = next((entry for entry in self._studio.inventory() if entry.key == wanted), None)
        return [say(Notice.UNKNOWN_TOOL, locale)] if entry is None else details(entry, place)

    @show.autocomplete("tool")
    async def suggest(self, _: discord.Interaction, typed: str) -> list[Choice[str]]:
        """The tools whose command or summary holds what was typed; those whose command begins with it come first."""
        typed = typed.strip().removeprefix("/").casefold()
        texts = {entry.key: f"{entry.command}: {entry.summary}" for entry in self._studio.inventory()}
        fits = [(key, text) for key, text in texts.items() if typed in text.casefold()]
        fits.sort(key=lambda fit: not fit[0].startswith(typed))
        return [Choice(name=text[:LONGEST_CHOICE], value=key) for key, text in fits[:_MOST_CHOICES]]


async def setup(client: DarkroomClient) -> None:
    """Called by discord.py."""
    await client.add_cog(HelpCog(client.studio, client.keyring))
