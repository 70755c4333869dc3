"""What we write on is full, busy or away: people hear of it, and everything goes on afterwards, once."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.discord import Fault as DiscordFault
from bot.sandbox.upstreams import Fault
from bot.sandbox.upstreams.faults import RESULT
from tests.journeys.bucket import Bucket, bucket
from tests.journeys.endings import is_delivered
from tests.journeys.fixture import PATIENT, Stage
from tests.journeys.logbook import Logbook
from tests.journeys.pictures import has_picture, png
from tests.journeys.trades import MAGICTIGER, Trade, at_both

SHORT_LEASE = PATIENT.model_copy(update={"lease_s": 2})


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


@at_both
async def test_a_command_is_acknowledged_while_the_database_is_busy_and_served_afterwards(
    stage: Stage, trade: Trade
) -> None:
    async with stage.bot_runs():
        async with stage.write_lock():
            conversation = await trade.order(stage)
            await conversation.acknowledged()
            assert await stage.tasks() == []
        await is_delivered(stage, trade, conversation)


async def test_an_answer_to_a_submission_is_kept_while_the_database_is_busy(stage: Stage) -> None:
    stage.vendors.magictiger.faults.slow_s = 0.3
    stage.vendors.magictiger.faults.add(Fault.SLOW, endpoint=MAGICTIGER.submission)
    async with stage.bot_runs():
        conversation = await MAGICTIGER.order(stage)
        await stage.vendors.magictiger.faults.met(Fault.SLOW)
        async with stage.write_lock():
            await _made(stage)
            assert (await stage.tasks())[0].state is State.SUBMITTING
        await is_delivered(stage, MAGICTIGER, conversation)

    assert MAGICTIGER.submissions(stage) == 1


async def test_a_picture_that_was_posted_while_the_database_was_busy_is_there_once(stage: Stage) -> None:
    _delay_posting(stage)
    async with stage.bot_runs():
        conversation = await MAGICTIGER.order(stage)
        await stage.until_task(lambda task: task.posting_at is not None)
        async with stage.write_lock():
            await conversation.until(has_picture)
            assert (await stage.tasks())[0].state is State.SAVED
        await is_delivered(stage, MAGICTIGER, conversation)


async def test_what_waits_for_a_bucket_that_is_away_is_said_and_goes_on_when_it_is_back(stage: Stage) -> None:
    async with bucket() as place, stage.bot_runs(media=media(stage, s3=place.settings)):
        place.close()
        conversation = await MAGICTIGER.order(stage)
        await conversation.until(lambda message: "Your place is kept" in message.content)
        assert MAGICTIGER.submissions(stage) == 0
        place.open()
        await is_delivered(stage, MAGICTIGER, conversation)


async def test_a_result_that_was_paid_waits_for_a_bucket_that_is_away(stage: Stage) -> None:
    magictiger = stage.vendors.magictiger
    magictiger.faults.add(Fault.SLOW, endpoint=RESULT)
    async with bucket() as place, stage.bot_runs(media=media(stage, s3=place.settings)):
        conversation = await MAGICTIGER.order(stage)
        await magictiger.faults.met(Fault.SLOW)
        await _is_away_for_a_while(stage, place, State.FINISHED)
        await is_delivered(stage, MAGICTIGER, conversation)


async def test_a_result_that_is_kept_in_a_bucket_that_is_away_is_posted_when_it_is_back(stage: Stage) -> None:
    _delay_posting(stage)
    async with bucket() as place, stage.bot_runs(media=media(stage, s3=place.settings)):
        conversation = await MAGICTIGER.order(stage)
        await stage.until_task(lambda task: task.posting_at is not None)
        await _is_away_for_a_while(stage, place, State.SAVED)
        await is_delivered(stage, MAGICTIGER, conversation)


@pytest.mark.slow
async def test_a_database_that_is_busy_for_longer_than_a_writer_waits_loses_and_doubles_nothing(stage: Stage) -> None:
    """A writer waits for 10 seconds."""
    stage.vendors.magictiger.faults.slow_s = 0.3
    stage.vendors.magictiger.faults.add(Fault.SLOW, endpoint=MAGICTIGER.submission)
    async with stage.bot_runs(engine=SHORT_LEASE):
        conversation = await MAGICTIGER.order(stage)
        await stage.vendors.magictiger.faults.met(Fault.SLOW)
        async with stage.write_lock():
            await _made(stage)
            await asyncio.sleep(11)
        await is_delivered(stage, MAGICTIGER, conversation)

    assert MAGICTIGER.submissions(stage) == 1


async def _made(stage: Stage) -> None:
    """Until Magic Tiger has made what it was told to make."""
    magictiger = stage.vendors.magictiger
    while not magictiger.paid_tasks:  # noqa: ASYNC110 (the vendor's books set no event)
        await asyncio.sleep(0.02)
    await magictiger.idle()


async def _is_away_for_a_while(stage: Stage, place: Bucket, state: State) -> None:
    place.close()
    await stage.until_task(lambda task: task.attempts > 0)
    assert (await stage.tasks())[0].state is state
    place.open()


def _delay_posting(stage: Stage) -> None:
    """Edits of the reply take a while, so that there is time to break something meanwhile."""
    stage.discord.faults.add(DiscordFault(kind="delay", method="PATCH", path_regex="@original", times=1000, seconds=1))
