"""Everybody can look up what there is and whether it works here."""

import pytest

from bot.domain.ids import GuildId
from tests.cogs.vaultless import NORTH, OpenKeyring
from tests.ui.entries import KEYLESS, OFF, offer_entry
from tests.ui.stage import Stage


async def test_the_list_is_for_the_eyes_of_who_asked(stage: Stage) -> None:
    answer = await (await stage.ann.slash(stage.channel, "help")).answer()
    assert answer.ephemeral
    assert answer.text.startswith("✅ works here")


async def test_every_tool_is_on_it(stage: Stage) -> None:
    conversation = await stage.ann.slash(stage.channel, "help")
    last = await conversation.until(lambda message: "`/help` with a `tool`" in message.text)
    assert last.ephemeral
    seen = "\n".join(message.text for message in stage.ann.sees(stage.channel))
    assert all(f"`/{tool.key}`" in seen for tool in stage.studio.tools)
    assert stage.bob.sees(stage.channel) == []


async def test_a_servers_own_key_counts_on_that_server_only(stage: Stage, keyring: OpenKeyring) -> None:
    stage.studio.offers = {"enhance": (offer_entry(KEYLESS),)}
    keyring.keys[GuildId(stage.guild.id), NORTH.id] = {"secret": "abcd"}
    here = await (await stage.ann.slash(stage.channel, "help", tool="enhance")).answer()
    elsewhere = await (await stage.ann.slash(stage.ann.dm, "help", tool="enhance")).answer()
    assert "✅ **North Light**" in here.text
    assert "🔑 **North Light**" in elsewhere.text


async def test_a_tool_may_be_named_as_it_is_typed(stage: Stage) -> None:
    stage.studio.offers = {"enhance": (offer_entry(OFF),)}
    answer = await (await stage.ann.slash(stage.channel, "help", tool=" /Enhance ")).answer()
    assert answer.text.startswith("**/enhance** Make a picture")


async def test_an_unknown_tool_is_said_to_be_none(stage: Stage) -> None:
    answer = await (await stage.ann.slash(stage.channel, "help", tool="polish")).answer()
    assert answer.text == "I don't know that tool. Please choose one from the list."


async def test_tools_are_found_by_what_they_do(stage: Stage) -> None:
    found = await stage.ann.autocomplete(stage.channel, "help", focused="tool", tool="hairstyle of")
    assert found == [("/hairstyle: Change the hairstyle of a portrait.", "hairstyle")]


@pytest.mark.parametrize("typed", ["age", "/AGE", " age"])
async def test_a_command_that_begins_with_what_was_typed_comes_first(stage: Stage, typed: str) -> None:
    found = await stage.ann.autocomplete(stage.channel, "help", focused="tool", tool=typed)
    assert found[0] == ("/age: Make a portrait younger or older.", "age")
    assert len(found) > 1


async def test_no_more_and_no_longer_suggestions_are_made_than_discord_takes(stage: Stage) -> None:
    found = await stage.ann.autocomplete(stage.channel, "help", focused="tool", tool="")
    assert len(found) == 25
    assert all(len(name) <= 100 for name, _ in found)
