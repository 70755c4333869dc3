"""Paid calls that go wrong: never sent twice, found again where that can be, and paid back where it cannot."""

from datetime import timedelta

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.upstreams import Fault
from tests.journeys.endings import is_delivered, is_refunded
from tests.journeys.fixture import Stage
from tests.journeys.logbook import Logbook
from tests.journeys.trades import IMGOPEN, MAGICTIGER, Trade, at_both
from tests.journeys.troubles import ANSWER_WITHOUT_SENSE, DEADLINE, NO_ANSWER_AFTER_COMMIT, NOTHING_COMMITTED, each

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]


@each(*NO_ANSWER_AFTER_COMMIT)
async def test_a_submission_whose_answer_was_lost_is_found_again_at_img_open(
    room: Stage, logbook: Logbook, fault: Fault
) -> None:
    room.vendors.imgopen.faults.add(fault, endpoint=IMGOPEN.submission)

    await is_delivered(room, IMGOPEN, await IMGOPEN.order(room))

    assert IMGOPEN.submissions(room) == 1
    assert logbook.about("task moved", '"target": "uncertain"')


@each(*ANSWER_WITHOUT_SENSE)
async def test_a_submission_whose_answer_names_no_task_is_asked_for_by_our_own_id_at_img_open(
    room: Stage, fault: Fault
) -> None:
    room.vendors.imgopen.faults.add(fault, endpoint=IMGOPEN.submission)

    await is_delivered(room, IMGOPEN, await IMGOPEN.order(room))

    assert IMGOPEN.submissions(room) == 1


@each(*NOTHING_COMMITTED)
async def test_a_submission_that_img_open_does_not_know_is_not_sent_again(room: Stage, fault: Fault) -> None:
    room.vendors.imgopen.faults.add(fault, endpoint=IMGOPEN.submission)

    await is_refunded(room, await IMGOPEN.order(room), "connection to Img Open broke", "doesn't know")

    assert (IMGOPEN.submissions(room), IMGOPEN.bills(room)) == (1, 0)


@each(*NO_ANSWER_AFTER_COMMIT, *NOTHING_COMMITTED, Fault.MISSING_FIELDS, Fault.MISSING_DATA)
async def test_a_submission_without_an_answer_waits_at_magic_tiger_for_the_deadline_and_is_never_sent_again(
    room: Stage, fault: Fault
) -> None:
    room.vendors.magictiger.faults.add(fault, endpoint=MAGICTIGER.submission)
    conversation = await MAGICTIGER.order(room)
    await conversation.until(lambda message: "finding out" in message.content)
    await room.until_task(lambda task: task.state is State.UNCERTAIN)
    room.clock.shift(DEADLINE)

    await is_refunded(room, conversation, "connection to Magic Tiger broke", "couldn't find out")

    assert MAGICTIGER.submissions(room) == 1


async def test_a_submission_answered_with_a_wrong_task_id_ends_with_what_magic_tiger_says_of_it(room: Stage) -> None:
    room.vendors.magictiger.faults.add(Fault.WRONG_TYPES, endpoint=MAGICTIGER.submission)

    await is_refunded(room, await MAGICTIGER.order(room), "Magic Tiger couldn't finish it", "1002001")

    assert MAGICTIGER.submissions(room) == 1


@at_both
async def test_a_submission_that_is_put_off_is_sent_again_no_sooner_than_asked_and_paid_once(
    room: Stage, trade: Trade
) -> None:
    trade.vendor(room).faults.add(Fault.TOO_MANY_REQUESTS, endpoint=trade.submission)
    conversation = await trade.order(room)
    await conversation.until(lambda message: f"{trade.title} isn't answering" in message.content)

    await is_delivered(room, trade, conversation)

    refused, accepted = (call.at for call in trade.vendor(room).calls if call.endpoint == trade.submission)
    assert accepted - refused >= timedelta(seconds=trade.vendor(room).faults.retry_after_s)
