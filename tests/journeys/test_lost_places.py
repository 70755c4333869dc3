"""The place where somebody asked is gone before the picture is there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation
from tests.journeys.endings import gives_back, is_delivered
from tests.journeys.fixture import Stage
from tests.journeys.late import order_for_later
from tests.journeys.pictures import has_picture
from tests.journeys.trades import MAGICTIGER

pytestmark = pytest.mark.asyncio(loop_scope="module")

RETENTION = timedelta(days=8)


@pytest_asyncio.fixture(loop_scope="module")
async def elsewhere(room: Stage) -> AsyncIterator[Stage]:
    """A server that may be left; nobody else is there."""
    guild = room.discord.add_guild("Elsewhere")
    channel = room.discord.add_channel(guild, "pictures")
    yield replace(room, guild=guild, channel=channel, mia=room.discord.add_person("Mia", guild))


@asynccontextmanager
async def under_way(stage: Stage) -> AsyncIterator[Conversation]:
    """Mia's task is upstream until the block ends."""
    MAGICTIGER.takes_its_time(stage)
    conversation = await MAGICTIGER.order(stage)
    task = await stage.until_task(lambda task: task.state is State.RUNNING)
    yield conversation
    MAGICTIGER.hurry(stage, task)


async def collect(stage: Stage) -> None:
    """Mia finds her picture in her list and takes it."""
    listed = await (await stage.mia.slash(stage.channel, "tasks")).answer()
    assert "kept" in listed.text
    handed = await stage.mia.press(listed, listed.buttons[0])
    await handed.until(has_picture)
    task = await stage.until_task(lambda task: task.state is State.DELIVERED)
    assert (await stage.spent()).person_day == task.price > 0


async def test_a_picture_for_a_deleted_channel_is_kept_and_can_be_had_elsewhere(room: Stage) -> None:
    async with under_way(room):
        room.discord.delete_channel(room.channel)
    await room.until_task(lambda task: task.state is State.PARKED)

    await collect(replace(room, channel=room.discord.add_channel(room.guild, "other")))


@pytest.mark.slow
async def test_a_late_picture_for_a_deleted_channel_comes_by_direct_message(room: Stage) -> None:
    await order_for_later(room)
    room.discord.delete_channel(room.channel)
    await room.mia.until_sees(has_picture)
    await room.until_task(lambda task: task.state is State.DELIVERED)

    assert len([seen for seen in room.mia.sees() if has_picture(seen)]) == 1


async def test_a_bot_that_was_kicked_still_answers_while_its_token_lives(elsewhere: Stage) -> None:
    async with under_way(elsewhere) as conversation:
        elsewhere.discord.remove_bot(elsewhere.guild)

    await is_delivered(elsewhere, MAGICTIGER, conversation)


async def test_a_late_picture_of_a_bot_that_was_kicked_is_kept_until_it_comes_back(elsewhere: Stage) -> None:
    await order_for_later(elsewhere)
    elsewhere.discord.remove_bot(elsewhere.guild)
    await elsewhere.until_task(lambda task: task.state is State.PARKED)
    elsewhere.guild.has_bot = True

    await collect(elsewhere)


async def test_a_picture_that_nobody_could_hand_over_in_time_costs_nothing(elsewhere: Stage) -> None:
    await order_for_later(elsewhere)
    elsewhere.discord.remove_bot(elsewhere.guild)
    await elsewhere.until_task(lambda task: task.state is State.PARKED)
    elsewhere.clock.shift(RETENTION)
    task = await elsewhere.until_task(lambda task: task.state is State.REFUNDED)
    await elsewhere.until_task(lambda task: all(result.media is None for result in task.results))

    assert await gives_back(elsewhere)
    assert elsewhere.mia.sees() == []
    assert task.failure
