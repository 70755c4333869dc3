"""Vendors that misbehave once they have a task: nothing is lost, and whoever gets no picture hears why."""

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.upstreams import Fault, Script
from tests.journeys.endings import is_delivered, is_refunded
from tests.journeys.fixture import Stage
from tests.journeys.logbook import Logbook
from tests.journeys.trades import IMGOPEN, MAGICTIGER, Trade, at_both
from tests.journeys.troubles import ANSWER_WITHOUT_SENSE, DEADLINE, NO_ANSWER_AFTER_COMMIT, NOTHING_COMMITTED, each

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]


@at_both
@each(
    Fault.SLOW, *NO_ANSWER_AFTER_COMMIT, *ANSWER_WITHOUT_SENSE, *NOTHING_COMMITTED, Fault.TOO_MANY_REQUESTS, Fault.LIE
)
async def test_no_answer_to_a_question_can_lose_a_picture(room: Stage, trade: Trade, fault: Fault) -> None:
    trade.vendor(room).faults.slow_s = 0.1
    trade.vendor(room).faults.add(fault, endpoint=trade.question, times=2)

    await is_delivered(room, trade, await trade.order(room))

    assert trade.submissions(room) == 1


@at_both
@pytest.mark.parametrize("script", [Script.FAIL_AT_CREATE, Script.FAIL_LATER], ids=lambda script: script.name.lower())
async def test_a_task_that_the_vendor_fails_ends_in_a_sentence(
    room: Stage, logbook: Logbook, trade: Trade, script: Script
) -> None:
    trade.vendor(room).scripts.append(script)

    await is_refunded(room, await trade.order(room), trade.title, "code")

    (task,) = await room.tasks()
    assert logbook.about(task.id, '"level": "warning"')
    assert trade.submissions(room) == 1


async def test_a_face_swap_without_faces_ends_in_a_sentence(room: Stage) -> None:
    room.vendors.imgopen.scripts.append(Script.NO_FACES)

    await is_refunded(room, await IMGOPEN.order(room), "Img Open couldn't finish it")


@at_both
async def test_a_task_that_never_ends_is_given_up_at_its_deadline(room: Stage, trade: Trade) -> None:
    trade.vendor(room).scripts.append(Script.NEVER_FINISH)
    conversation = await trade.order(room)
    await room.until_task(lambda task: task.state is State.RUNNING)
    room.clock.shift(DEADLINE)

    await is_refunded(room, conversation, f"{trade.title} didn't finish within 10 minutes")


@at_both
async def test_an_empty_account_ends_in_a_sentence(room: Stage, trade: Trade) -> None:
    trade.vendor(room).credits = 0

    await is_refunded(room, await trade.order(room), trade.title)

    assert trade.bills(room) == 0


async def test_magic_tigers_empty_account_is_the_operators_matter_and_called_so_in_the_log(
    room: Stage, logbook: Logbook
) -> None:
    room.vendors.magictiger.credits = 0

    await is_refunded(room, await MAGICTIGER.order(room), "Magic Tiger can't be used at the moment")

    assert logbook.about("out_of_credits", '"level": "error"')
