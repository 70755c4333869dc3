"""The media store is full or away: people hear of it, and everything goes on afterwards."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation
from bot.sandbox.discord import Fault as DiscordFault
from bot.sandbox.upstreams import Fault
from bot.sandbox.upstreams.faults import RESULT
from tests.journeys.bucket import Bucket, bucket
from tests.journeys.endings import is_delivered
from tests.journeys.fixture import Stage
from tests.journeys.logbook import Logbook
from tests.journeys.pictures import png
from tests.journeys.trades import MAGICTIGER

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def discreet(stage: Stage, logbook: Logbook) -> Iterator[None]:
    """Whatever happens, the log holds no secret."""
    yield
    assert logbook.leaks(stage) == []


def media(stage: Stage, **changes: Any) -> Any:
    """The settings of the media store, with changes."""
    return stage.settings["media"].model_copy(update=changes)


@pytest.mark.parametrize(("room_bytes", "paid_before"), [(0, 0), (len(png().data), 1)], ids=["input", "result"])
async def test_a_picture_for_which_there_is_no_room_waits_until_there_is(
    stage: Stage, room_bytes: int, paid_before: int
) -> None:
    async with stage.bot_runs(media=media(stage, max_bytes_on_disk=room_bytes + 1)):
        conversation = await MAGICTIGER.order(stage)
        await conversation.until(lambda message: "out of storage" in message.content)
        assert MAGICTIGER.bills(stage) == paid_before
    async with stage.bot_runs():
        await is_delivered(stage, MAGICTIGER, conversation)


async def test_what_waits_for_a_bucket_that_is_away_is_said_and_goes_on_when_it_is_back(stage: Stage) -> None:
    async with bucket() as place, stage.bot_runs(media=media(stage, s3=place.settings)):
        await asyncio.to_thread(place.close)
        conversation = await MAGICTIGER.order(stage)
        await _comes_back(stage, place, conversation, State.ACCEPTED)
        await is_delivered(stage, MAGICTIGER, conversation)

    assert MAGICTIGER.submissions(stage) == 1


@pytest.mark.slow
async def test_a_result_that_was_paid_waits_for_a_bucket_that_is_away(stage: Stage) -> None:
    stage.vendors.magictiger.faults.slow_s = 3
    stage.vendors.magictiger.faults.add(Fault.SLOW, endpoint=RESULT)
    async with bucket() as place, stage.bot_runs(media=media(stage, s3=place.settings)):
        conversation = await MAGICTIGER.order(stage)
        await stage.vendors.magictiger.faults.met(Fault.SLOW)
        await asyncio.to_thread(place.close)
        await _comes_back(stage, place, conversation, State.FINISHED)
        await is_delivered(stage, MAGICTIGER, conversation)


async def test_a_result_that_is_kept_in_a_bucket_that_is_away_is_posted_when_it_is_back(stage: Stage) -> None:
    """Nothing is posted before the edit that is under way has ended: time to take the bucket away."""
    delay = DiscordFault(kind="delay", method="PATCH", path_regex="@original", times=1000, seconds=2)
    stage.discord.faults.add(delay)
    async with bucket() as place, stage.bot_runs(media=media(stage, s3=place.settings)):
        conversation = await MAGICTIGER.order(stage)
        await stage.until_task(lambda task: task.state is State.SAVED)
        await asyncio.to_thread(place.close)
        stage.discord.faults.clear()
        await _comes_back(stage, place, conversation, State.SAVED)
        await is_delivered(stage, MAGICTIGER, conversation)


async def _comes_back(stage: Stage, place: Bucket, conversation: Conversation, state: State) -> None:
    """The task has stayed where it is and Mia has read why; then the bucket is there again."""
    await conversation.until(lambda message: "where I keep pictures isn't answering" in message.content)
    await stage.until_task(lambda task: task.state is state and task.attempts > 0)
    await asyncio.to_thread(place.open)
