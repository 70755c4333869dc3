"""A slash command from the person's keyboard to the picture in the channel, through discord.py."""

import asyncio
from typing import Literal

import discord
import pytest
from discord import app_commands

from bot.sandbox.discord import NoAnswerError, Upload
from tests.sandbox.discord.bots import Bot, attachable, png, running
from tests.sandbox.discord.places import Place


@pytest.fixture
async def studio(bot: Bot) -> Bot:
    @bot.tree.command(description="Enhance a picture")
    async def enhance(
        interaction: discord.Interaction, image: discord.Attachment, style: Literal["plain", "bold"] = "plain"
    ) -> None:
        await interaction.response.defer()
        size = len(await image.read())
        await interaction.edit_original_response(
            content=f"{style} {image.content_type} {image.width}x{image.height} {size}",
            attachments=[attachable(description="the picture")],
        )

    @bot.tree.command(description="Answer in private")
    async def whisper(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.edit_original_response(content="secret")

    @bot.tree.command(description="Answer at once, then twice more")
    async def chatter(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("first")
        await interaction.followup.send("second", file=attachable())
        await interaction.followup.send("third", ephemeral=True)

    @bot.tree.command(description="Never answer")
    async def silent(interaction: discord.Interaction) -> None:
        pass

    @bot.tree.command(description="Answer a defer with a follow-up")
    async def late(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("filled in")

    group = app_commands.Group(name="settings", description="Settings")

    @group.command(description="Set the quota")
    async def quota(interaction: discord.Interaction, daily: app_commands.Range[int, 1, 10]) -> None:
        await interaction.response.send_message(f"quota {daily} {interaction.permissions.send_messages}")

    bot.tree.add_command(group)
    return bot


async def test_an_attachment_reaches_the_bot_and_a_picture_comes_back(place: Place, studio: Bot) -> None:
    async with running(studio, place.local):
        conversation = await place.ann.slash(place.channel, "enhance", image=Upload("cat.png", png(9)), style="bold")
        message = await conversation.answer()
    assert message.content == f"bold image/png 9x9 {len(png(9))}"
    (attachment,) = message.attachments
    assert (attachment.data, attachment.description, attachment.content_type) == (png(), "the picture", "image/png")


async def test_a_deferred_answer_is_seen_thinking_first(place: Place, studio: Bot) -> None:
    async with running(studio, place.local):
        conversation = await place.ann.slash(place.channel, "enhance", image=Upload("cat.png", png()))
        thinking = await conversation.until(lambda _: True)
        await conversation.answer()
    assert thinking.loading
    assert conversation.acknowledged_after_ms is not None


async def test_an_ephemeral_answer_is_seen_by_its_person_only(place: Place, studio: Bot) -> None:
    bob = place.local.add_person("Bob", place.guild)
    async with running(studio, place.local):
        message = await (await place.ann.slash(place.channel, "whisper")).answer()
    assert message.ephemeral
    assert [seen.content for seen in place.ann.sees(place.channel)] == ["secret"]
    assert bob.sees(place.channel) == []


async def test_follow_ups_reply_to_the_answer(place: Place, studio: Bot) -> None:
    async with running(studio, place.local):
        conversation = await place.ann.slash(place.channel, "chatter")
        await conversation.until(lambda message: message.content == "third")
    second, third = conversation.followups
    assert conversation.message is not None
    assert (second.content, second.reference_id, len(second.attachments)) == ("second", conversation.message.id, 1)
    assert third.ephemeral


async def test_the_first_follow_up_after_a_defer_fills_the_thinking_message(place: Place, studio: Bot) -> None:
    async with running(studio, place.local):
        message = await (await place.ann.slash(place.channel, "late")).answer()
    assert (message.content, message.ephemeral) == ("filled in", True)
    assert [seen.id for seen in place.local.messages(place.channel)] == [message.id]


async def test_a_subcommand_is_named_by_its_words(place: Place, studio: Bot) -> None:
    async with running(studio, place.local):
        message = await (await place.ann.slash(place.channel, "settings quota", daily=3)).answer()
    assert message.content == "quota 3 True"


async def test_a_bot_that_never_answers_has_failed_after_three_seconds(place: Place, studio: Bot) -> None:
    async with running(studio, place.local):
        conversation = await place.ann.slash(place.channel, "silent")
        answer = asyncio.create_task(conversation.answer(), name="answer")
        place.wait(seconds=4)
        place.local.add_channel(place.guild, "wakes the waiting")
        with pytest.raises(NoAnswerError):
            await answer
    assert conversation.failed


async def test_a_command_works_in_direct_messages(place: Place, studio: Bot) -> None:
    async with running(studio, place.local):
        message = await (await place.ann.slash(place.ann.dm, "chatter")).answer()
    assert message.content == "first"
    assert place.ann.sees()[0].id == message.id
