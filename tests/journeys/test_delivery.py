"""Where the picture goes when the easy way is shut."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation, Fault
from tests.journeys.fixture import Stage
from tests.journeys.pictures import has_picture, png, size_of

A_WHILE = timedelta(minutes=16)


@asynccontextmanager
async def outlived_token(stage: Stage, *, private: bool) -> AsyncIterator[Conversation]:
    """The bot runs, Mia's task is upstream, and her interaction's token has just died."""
    stage.vendors.magictiger.config = replace(stage.vendors.magictiger.config, processing_s=1.5)
    providers = stage.settings["providers"]
    patient = providers.magictiger.model_copy(update={"poll_deadline_s": 7200})
    async with stage.bot_runs(providers=providers.model_copy(update={"magictiger": patient})):
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png(), private=private)
        await stage.until_task(lambda task: task.state is State.RUNNING)
        stage.clock.shift(A_WHILE)
        yield conversation


async def test_after_the_token_died_the_channel_gets_one_message_that_mentions_the_person(stage: Stage) -> None:
    async with outlived_token(stage, private=False):
        message = await stage.mia.until_sees(has_picture, stage.channel)

    assert message.pings == {stage.mia.id}
    assert len([seen for seen in stage.mia.sees(stage.channel) if seen.attachments]) == 1
    assert size_of(message.attachments[0].data) == (96, 64)


async def test_a_private_result_comes_by_direct_message_and_never_to_the_channel(stage: Stage) -> None:
    async with outlived_token(stage, private=True):
        message = await stage.mia.until_sees(has_picture)

    assert size_of(message.attachments[0].data) == (96, 64)
    ben = stage.discord.add_person("Ben", stage.guild)
    assert ben.sees(stage.channel) == []


async def test_who_takes_no_direct_messages_finds_a_private_result_under_tasks(stage: Stage) -> None:
    stage.mia = stage.discord.add_person("Mia", stage.guild, accepts_dms=False)
    async with outlived_token(stage, private=True):
        await stage.until_task(lambda task: task.state is State.PARKED)
        listed = await (await stage.mia.slash(stage.channel, "tasks")).answer()
        assert "kept" in listed.text
        handed = await stage.mia.press(listed, listed.buttons[0])
        message = await handed.until(has_picture)
        await stage.until_task(lambda task: task.state is State.DELIVERED)

    assert message.ephemeral
    assert size_of(message.attachments[0].data) == (96, 64)


async def test_a_private_answer_is_seen_by_nobody_else(stage: Stage) -> None:
    ben = stage.discord.add_person("Ben", stage.guild)
    async with stage.bot_runs():
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png(), private=True)
        message = await conversation.until(has_picture)

    assert message.ephemeral
    assert ben.sees(stage.channel) == []


async def test_a_file_that_discord_finds_too_large_is_made_smaller_and_posted(stage: Stage) -> None:
    stage.discord.faults.add(Fault(kind="too_large", method="PATCH", path_regex="@original", times=2, after=2))
    async with stage.bot_runs():
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png(600, 400))
        message = await conversation.until(has_picture)

    assert size_of(message.attachments[0].data)
    assert (await stage.tasks())[0].state is State.DELIVERED


@pytest.mark.parametrize("fault", ["commit_then_drop", "commit_then_status", "drop_before"])
async def test_an_answer_of_discord_that_is_lost_posts_nothing_twice(stage: Stage, fault: str) -> None:
    stage.discord.faults.add(Fault(kind=fault, method="PATCH", path_regex="@original", times=1, after=2))  # type: ignore[arg-type]  # one of the literals above
    async with stage.bot_runs():
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png())
        await conversation.until(has_picture)
        await stage.until_task(lambda task: task.state is State.DELIVERED)

    assert len(stage.mia.sees(stage.channel)) == 1


async def test_a_channel_message_whose_answer_is_lost_is_there_once(stage: Stage) -> None:
    stage.discord.faults.add(Fault(kind="commit_then_drop", method="POST", path_regex=r"/channels/\d+/messages"))
    async with outlived_token(stage, private=False):
        await stage.until_task(lambda task: task.state is State.DELIVERED)

    assert len([seen for seen in stage.mia.sees(stage.channel) if seen.attachments]) == 1


async def test_a_task_outlives_the_bot_and_is_delivered_by_the_next_one(stage: Stage) -> None:
    stage.vendors.magictiger.config = replace(stage.vendors.magictiger.config, processing_s=1)
    async with stage.bot_runs():
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png())
        await stage.until_task(lambda task: task.state is State.RUNNING)
    async with stage.bot_runs():
        await conversation.until(has_picture)
        task = await stage.until_task(lambda task: task.state is State.DELIVERED)

    assert [paid.own_id for paid in stage.vendors.magictiger.paid_tasks] == [task.id]
    assert len(stage.mia.sees(stage.channel)) == 1
