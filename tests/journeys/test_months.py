"""Drawings around midnight at the end of a month: the newer question knows the present month only, by Chinese time."""

from datetime import datetime, timedelta, timezone

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation
from bot.sandbox.upstreams import Fault, ImgOpenConfig
from tests.journeys.endings import is_refunded, paid
from tests.journeys.fixture import Stage
from tests.journeys.works import finish

pytestmark = pytest.mark.asyncio(loop_scope="module")

FROM_WORDS = "sd/v2/text2image"
OLDER, NEWER = "sd/queryTaskInfo", "sd/v2/queryTaskInfo"
PHOTON = "photon_v1_84728.safetensors"
CHINA = timezone(timedelta(hours=8))
A_MINUTE = timedelta(minutes=1)
FOR_EVER = 1000


def until_month_ends(now: datetime) -> timedelta:
    """How long it takes until the vendor's month is over."""
    here = now.astimezone(CHINA)
    next_month = (here.replace(day=1) + timedelta(days=32)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return next_month - here


async def in_the_last_minute(stage: Stage) -> Conversation:
    """Mia has something drawn half a minute before the vendor's month ends, and the vendor takes its time."""
    stage.vendors.imgopen.config = ImgOpenConfig(processing_s=3600)
    stage.clock.shift(until_month_ends(stage.clock.now()) - A_MINUTE / 2)
    return await stage.mia.slash(stage.channel, "imagine", prompt="fireworks", model=PHOTON)


async def ends(stage: Stage, conversation: Conversation) -> None:
    """The vendor is done with the only drawing; Mia gets it, and it was paid for once."""
    (task,) = await stage.tasks()
    stage.vendors.imgopen.register[FROM_WORDS, task.id].hurry.set()
    work = await finish(stage, conversation, at=FROM_WORDS)
    assert len(work.message.attachments) == 1
    assert paid(stage) == [FROM_WORDS]
    assert (await stage.spent()).person_day == work.task.price > 0


def asked(stage: Stage) -> list[str]:
    """Which questions the vendor was asked, in order."""
    return [call.endpoint for call in stage.vendors.imgopen.calls if call.endpoint in {OLDER, NEWER}]


async def test_what_was_ordered_in_the_last_minute_of_a_month_is_found_in_the_next_one_by_the_older_question(
    room: Stage,
) -> None:
    conversation = await in_the_last_minute(room)
    await room.until_task(lambda task: task.state is State.RUNNING and task.polls > 0)
    assert set(asked(room)) == {NEWER}
    room.clock.shift(A_MINUTE)

    await ends(room, conversation)
    assert asked(room)[-2:] == [NEWER, OLDER]


async def test_a_submission_whose_answer_was_lost_at_midnight_is_found_in_the_next_month(room: Stage) -> None:
    room.vendors.imgopen.faults.add(Fault.DROP_AFTER_COMMIT, endpoint=FROM_WORDS)
    room.vendors.imgopen.faults.add(Fault.UNAVAILABLE, endpoint=NEWER, times=FOR_EVER)
    conversation = await in_the_last_minute(room)
    await room.until_task(lambda task: task.state is State.UNCERTAIN)
    room.clock.shift(A_MINUTE)
    room.vendors.imgopen.faults._plans.clear()

    await ends(room, conversation)


async def test_a_submission_that_never_arrived_is_known_to_neither_question_and_is_given_back(room: Stage) -> None:
    room.vendors.imgopen.faults.add(Fault.DROP_BEFORE_COMMIT, endpoint=FROM_WORDS)
    message = await is_refunded(room, await in_the_last_minute(room), "doesn't know of")

    assert message.attachments == ()
    assert asked(room)[-2:] == [NEWER, OLDER]
    assert paid(room) == []


async def test_in_the_course_of_a_month_the_older_question_is_not_needed(room: Stage) -> None:
    room.clock.shift(until_month_ends(room.clock.now()) + A_MINUTE)
    conversation = await room.mia.slash(room.channel, "imagine", prompt="fireworks", model=PHOTON)
    await finish(room, conversation, at=FROM_WORDS)

    assert set(asked(room)) == {NEWER}
    assert paid(room) == [FROM_WORDS]
