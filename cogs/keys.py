"""/keys: a server's own upstream keys."""

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import DarkroomClient
from bot.domain.ids import ProviderId
from bot.engine.keyring import KeyProvider, Keyring
from bot.ui.acknowledge import acknowledge
from bot.ui.errors import ExplainingCog, explaining
from bot.ui.keys import key_form, key_line, receive_key, submitted_form
from bot.ui.messages import say
from bot.ui.notices import Notice
from bot.ui.permission import managed_guild
from bot.ui.reply import reply

_VERDICTS = {True: Notice.KEY_GOOD, False: Notice.KEY_BAD, None: Notice.KEY_UNTESTED}


@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
class KeysCog(
    ExplainingCog, commands.GroupCog, group_name="keys", group_description="This server's own keys for the providers"
):
    """For people who manage the server. All answers are for their eyes only."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    @app_commands.command(name="set")
    @app_commands.describe(provider="Whose key")
    async def put(self, interaction: discord.Interaction, provider: str) -> None:
        """Give a provider's key, or replace it."""
        managed_guild(interaction)
        if chosen := await self._provider(interaction, provider):
            await interaction.response.send_modal(key_form(chosen, interaction.locale.value))

    @app_commands.command()
    @app_commands.describe(provider="Whose key")
    async def test(self, interaction: discord.Interaction, provider: str) -> None:
        """Find out whether a provider still accepts the key."""
        guild_id = managed_guild(interaction)
        chosen = await self._provider(interaction, provider)
        if chosen and await acknowledge(interaction, private=True):
            verdict = await self._keyring.test(guild_id, chosen.id)
            await reply(interaction, say(_VERDICTS[verdict], interaction.locale.value, provider=chosen.title))

    @app_commands.command(name="list")
    async def show(self, interaction: discord.Interaction) -> None:
        """See which keys this server has."""
        guild_id = managed_guild(interaction)
        if await acknowledge(interaction, private=True):
            locale = interaction.locale.value
            lines = [key_line(info, locale) for info in await self._keyring.infos(guild_id)]
            await reply(interaction, "\n".join(lines) or say(Notice.NO_KEYS, locale))

    @app_commands.command()
    @app_commands.describe(provider="Whose key")
    async def remove(self, interaction: discord.Interaction, provider: str) -> None:
        """Forget a provider's key."""
        guild_id = managed_guild(interaction)
        chosen = await self._provider(interaction, provider)
        if chosen and await acknowledge(interaction, private=True):
            notice = Notice.KEY_REMOVED if await self._keyring.remove(guild_id, chosen.id) else Notice.NO_KEY
            await reply(interaction, say(notice, interaction.locale.value, provider=chosen.title))

    @put.autocomplete("provider")
    @test.autocomplete("provider")
    @remove.autocomplete("provider")
    async def suggest(self, _: discord.Interaction, typed: str) -> list[Choice[str]]:
        """The providers that take keys."""
        return [
            Choice(name=provider.title, value=provider.id)
            for provider in self._keyring.providers
            if typed.casefold() in provider.title.casefold()
        ]

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A key form comes back."""
        if form := submitted_form(interaction):
            async with explaining(interaction):
                await receive_key(interaction, self._keyring, ProviderId(form["about"]))

    async def _provider(self, interaction: discord.Interaction, name: str) -> KeyProvider | None:
        """The provider of this id or title; if there is none the person is told so."""
        wanted = name.strip().casefold()
        for provider in self._keyring.providers:
            if wanted in {provider.id.casefold(), provider.title.casefold()}:
                return provider
        await reply(interaction, say(Notice.UNKNOWN_PROVIDER, interaction.locale.value))
        return None


async def setup(client: DarkroomClient) -> None:
    """Called by discord.py."""
    await client.add_cog(KeysCog(client.keyring))
