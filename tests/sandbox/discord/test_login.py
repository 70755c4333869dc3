"""The discord.py client logs in, registers its commands and learns of the guilds."""

import discord
import pytest

from tests.sandbox.discord.bots import Bot, pointed_at, running
from tests.sandbox.discord.places import Place


async def test_the_client_logs_in_as_the_bot(place: Place, bot: Bot) -> None:
    async with running(bot, place.local):
        assert bot.user is not None
        assert bot.user.id == place.local.bot_user_id


async def test_the_client_learns_of_its_guilds_and_channels(place: Place, bot: Bot) -> None:
    async with running(bot, place.local):
        await bot.hears("GUILD_CREATE")
        assert [channel.name for channel in bot.get_all_channels()] == ["general"]


async def test_synced_commands_are_registered(place: Place, bot: Bot) -> None:
    bot.tree.command(name="enhance", description="Enhance")(_nothing)
    async with running(bot, place.local):
        assert [command.name for command in await bot.tree.fetch_commands()] == ["enhance"]


async def test_commands_synced_to_a_guild_stay_in_that_guild(place: Place, bot: Bot) -> None:
    guild = discord.Object(place.guild.id)
    async with running(bot, place.local):
        bot.tree.command(name="enhance", description="Enhance", guild=guild)(_nothing)
        await bot.tree.sync(guild=guild)
        assert [command.name for command in await bot.tree.fetch_commands(guild=guild)] == ["enhance"]
        assert await bot.tree.fetch_commands() == []


async def test_a_guild_added_while_connected_is_announced(place: Place, bot: Bot) -> None:
    async with running(bot, place.local):
        await bot.hears("READY")
        await bot.hears("GUILD_CREATE")
        place.local.add_guild("Second")
        await bot.hears("GUILD_CREATE")


async def test_a_wrong_token_is_refused(place: Place, bot: Bot) -> None:
    with pointed_at(place.local), pytest.raises(discord.LoginFailure):
        await bot.start("wrong")
    await bot.close()


async def _nothing(interaction: discord.Interaction) -> None:
    await interaction.response.defer()
