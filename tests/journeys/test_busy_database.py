"""Somebody else writes to the database for a while: nothing is lost and nothing is done twice."""

import asyncio

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.discord import Fault as DiscordFault
from bot.sandbox.upstreams import Fault
from tests.journeys.endings import is_delivered
from tests.journeys.fixture import Stage
from tests.journeys.pictures import has_picture
from tests.journeys.trades import MAGICTIGER

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def until_made(room: Stage) -> None:
    """Until Magic Tiger has made it."""
    while not room.vendors.magictiger.paid_tasks:  # noqa: ASYNC110 (the vendor's books set no event)
        await asyncio.sleep(0.02)
    await room.vendors.magictiger.idle()


async def test_a_command_is_acknowledged_while_the_database_is_busy_and_served_afterwards(room: Stage) -> None:
    async with room.write_lock():
        conversation = await MAGICTIGER.order(room)
        await conversation.acknowledged()
        assert await room.tasks() == []

    await is_delivered(room, MAGICTIGER, conversation)


@pytest.mark.parametrize(
    "pause_s",
    [0, pytest.param(11, marks=pytest.mark.slow)],
    ids=["for a moment", "for longer than the 10 s that a writer waits"],
)
async def test_an_answer_to_a_submission_is_kept_while_the_database_is_busy(room: Stage, pause_s: float) -> None:
    magictiger = room.vendors.magictiger
    magictiger.faults.slow_s = 0.3
    magictiger.faults.add(Fault.SLOW, endpoint=MAGICTIGER.submission)
    conversation = await MAGICTIGER.order(room)
    await magictiger.faults.met(Fault.SLOW)
    async with room.write_lock():
        await until_made(room)
        await asyncio.sleep(pause_s)
        assert (await room.tasks())[0].state is State.SUBMITTING

    await is_delivered(room, MAGICTIGER, conversation)
    assert MAGICTIGER.submissions(room) == 1


async def test_a_picture_that_was_posted_while_the_database_was_busy_is_there_once(room: Stage) -> None:
    delay = DiscordFault(kind="delay", method="PATCH", path_regex="@original", times=1000, seconds=0.3)
    room.discord.faults.add(delay)
    conversation = await MAGICTIGER.order(room)
    await room.until_task(lambda task: task.state is State.SAVED)
    async with room.write_lock():
        await conversation.until(has_picture)
        assert (await room.tasks())[0].state is State.SAVED

    await is_delivered(room, MAGICTIGER, conversation)
