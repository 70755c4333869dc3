"""Paid calls whose answer was lost, at a vendor that calls back: its callback tells what became of them."""

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.upstreams import Fault
from tests.journeys.endings import is_delivered, is_refunded
from tests.journeys.fixture import Stage
from tests.journeys.trades import IMGOPEN, MAGICTIGER
from tests.journeys.troubles import DEADLINE, each

pytestmark = pytest.mark.asyncio(loop_scope="module")


@each(Fault.DROP_AFTER_COMMIT, Fault.ENDLESS, Fault.HTML, Fault.MISSING_DATA)
async def test_a_submission_without_an_answer_is_found_by_magic_tigers_callback_and_not_sent_again(
    called_room: Stage, fault: Fault
) -> None:
    called_room.vendors.magictiger.faults.add(fault, endpoint=MAGICTIGER.submission)

    await is_delivered(called_room, MAGICTIGER, await MAGICTIGER.order(called_room))

    assert MAGICTIGER.submissions(called_room) == 1


@each(Fault.DROP_AFTER_COMMIT, Fault.HANG)
async def test_without_a_callback_the_credits_come_back_at_the_deadline_with_the_truth(
    called_room: Stage, fault: Fault
) -> None:
    called_room.vendors.magictiger.faults.add(fault, endpoint=MAGICTIGER.submission)
    called_room.vendors.magictiger.faults.add(Fault.LOST)
    conversation = await MAGICTIGER.order(called_room)
    await conversation.until(lambda message: "finding out" in message.content)
    await called_room.until_task(lambda task: task.state is State.UNCERTAIN)
    called_room.clock.shift(DEADLINE)

    await is_refunded(called_room, conversation, "connection to Magic Tiger broke", "couldn't find out")

    assert MAGICTIGER.submissions(called_room) == 1


async def test_a_callback_after_the_credits_came_back_changes_nothing(called_room: Stage) -> None:
    magictiger = called_room.vendors.magictiger
    MAGICTIGER.takes_its_time(called_room)
    magictiger.faults.add(Fault.DROP_AFTER_COMMIT, endpoint=MAGICTIGER.submission)
    conversation = await MAGICTIGER.order(called_room)
    await called_room.until_task(lambda task: task.state is State.UNCERTAIN)
    called_room.clock.shift(DEADLINE)
    await is_refunded(called_room, conversation)
    task = await called_room.until_task(lambda task: all(entry.media is None for entry in task.inputs))
    MAGICTIGER.hurry(called_room, task)
    await magictiger.callbacks_done()

    assert [entry.status for entry in magictiger.callbacks] == [200]
    assert await called_room.tasks() == [task]


async def test_img_open_is_asked_by_our_own_id_before_anybody_calls(called_room: Stage) -> None:
    imgopen = called_room.vendors.imgopen
    IMGOPEN.takes_its_time(called_room)
    imgopen.faults.add(Fault.DROP_AFTER_COMMIT, endpoint=IMGOPEN.submission)
    conversation = await IMGOPEN.order(called_room)
    task = await called_room.until_task(lambda task: task.state is State.RUNNING)
    assert (IMGOPEN.submissions(called_room), IMGOPEN.questions(called_room)) == (1, 1)
    assert imgopen.callbacks == []
    IMGOPEN.hurry(called_room, task)

    await is_delivered(called_room, IMGOPEN, conversation)
