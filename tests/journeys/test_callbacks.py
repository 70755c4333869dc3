"""Vendors call back: a doorbell that is heard, whenever it rings."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.upstreams import Fault
from tests.journeys.calling import SAFETY, call, comes_to_rest, waits_upstream
from tests.journeys.endings import is_delivered
from tests.journeys.fixture import Stage
from tests.journeys.pictures import has_picture
from tests.journeys.trades import IMGOPEN, Trade, at_both
from tests.journeys.troubles import each

pytestmark = pytest.mark.asyncio(loop_scope="module")

Heard = Callable[[], Awaitable[Counter[str]]]


@at_both
async def test_a_picture_comes_by_callback_after_one_confirming_question(
    called_room: Stage, heard: Heard, trade: Trade
) -> None:
    await is_delivered(called_room, trade, await trade.order(called_room))
    await trade.vendor(called_room).callbacks_done()

    assert trade.questions(called_room) == 1
    assert await heard() == {"taken": 1}


@at_both
async def test_a_callback_may_overtake_the_answer_to_the_submission(called_room: Stage, trade: Trade) -> None:
    trade.vendor(called_room).faults.add(Fault.EARLY)

    await is_delivered(called_room, trade, await trade.order(called_room))

    assert (trade.submissions(called_room), trade.questions(called_room)) == (1, 1)


@at_both
async def test_a_picture_whose_callback_is_lost_comes_by_the_one_question_of_the_safety_net(
    called_room: Stage, heard: Heard, trade: Trade
) -> None:
    trade.vendor(called_room).faults.add(Fault.LOST)
    conversation = await trade.order(called_room)
    await waits_upstream(called_room, trade)
    assert trade.questions(called_room) == 0
    called_room.clock.shift(SAFETY)

    await is_delivered(called_room, trade, conversation)

    assert trade.questions(called_room) == 1
    assert await heard() == {}


@at_both
async def test_a_callback_that_comes_twice_brings_one_picture(called_room: Stage, heard: Heard, trade: Trade) -> None:
    trade.vendor(called_room).faults.add(Fault.DOUBLED)

    await is_delivered(called_room, trade, await trade.order(called_room))
    await trade.vendor(called_room).callbacks_done()

    counts = await heard()
    assert counts["taken"] >= 1
    assert counts["taken"] + counts["repeated"] + counts["late"] == 2


@at_both
async def test_a_callback_that_comes_late_or_again_changes_nothing(
    called_room: Stage, heard: Heard, trade: Trade
) -> None:
    vendor = trade.vendor(called_room)
    vendor.faults.add(Fault.LOST)
    conversation = await trade.order(called_room)
    await waits_upstream(called_room, trade)
    called_room.clock.shift(SAFETY)
    await is_delivered(called_room, trade, conversation)
    task = await comes_to_rest(called_room)
    for _ in range(2):
        trade.call_again(called_room, task)
    await vendor.callbacks_done()

    assert [entry.status for entry in vendor.callbacks] == [200, 200]
    assert await heard() == {"late": 2}
    assert await called_room.tasks() == [task]


async def test_callbacks_in_another_order_bring_both_pictures(called_room: Stage) -> None:
    imgopen = called_room.vendors.imgopen
    imgopen.faults.add(Fault.LOST)
    first = await IMGOPEN.order(called_room)
    await waits_upstream(called_room, IMGOPEN)
    second = await IMGOPEN.order(called_room)
    await second.until(has_picture)
    assert first.message
    assert not has_picture(first.message)
    assert await call(imgopen.calls[0].body["callbackUrl"], {}) == 200

    await first.until(has_picture)

    assert len(called_room.mia.sees(called_room.channel)) == IMGOPEN.bills(called_room) == 2


@at_both
@each(Fault.UNAVAILABLE, Fault.HANG, Fault.NOT_JSON)
async def test_a_confirming_question_that_goes_wrong_is_soon_asked_again(
    called_room: Stage, trade: Trade, fault: Fault
) -> None:
    trade.vendor(called_room).faults.add(fault, endpoint=trade.question)

    await is_delivered(called_room, trade, await trade.order(called_room))

    assert trade.questions(called_room) == 2


@at_both
async def test_a_vendor_that_calls_before_it_can_name_the_result_is_asked_again_by_the_safety_net(
    called_room: Stage, trade: Trade
) -> None:
    trade.vendor(called_room).faults.add(Fault.LIE)
    conversation = await trade.order(called_room)
    await called_room.until_task(lambda task: task.polls == 1)
    called_room.clock.shift(SAFETY)

    await is_delivered(called_room, trade, conversation)

    assert trade.questions(called_room) == 2


@at_both
async def test_a_callback_is_not_answered_before_its_commit_and_comes_again(called_room: Stage, trade: Trade) -> None:
    vendor = trade.vendor(called_room)
    vendor.config = replace(vendor.config, callback_timeout_s=0.2, callback_delays_s=(0.1,), callback_max_tries=100)
    trade.takes_its_time(called_room)
    conversation = await trade.order(called_room)
    task = await called_room.until_task(lambda task: task.state is State.RUNNING)
    async with called_room.write_lock():
        trade.hurry(called_room, task)
        await vendor.callback_tries(2)
        assert [entry.status for entry in vendor.callbacks] == [None, None]
        assert await called_room.tasks() == [task]

    await is_delivered(called_room, trade, conversation)
    await vendor.callbacks_done()
    assert vendor.callbacks[-1].status == 200


@pytest.mark.slow
@at_both
async def test_a_callback_that_cannot_be_committed_is_answered_503_and_comes_again(
    called_room: Stage, heard: Heard, trade: Trade
) -> None:
    """A writer waits for 10 seconds."""
    vendor = trade.vendor(called_room)
    vendor.config = replace(vendor.config, callback_timeout_s=30, callback_delays_s=(0.1,))
    trade.takes_its_time(called_room)
    conversation = await trade.order(called_room)
    task = await called_room.until_task(lambda task: task.state is State.RUNNING)
    async with called_room.write_lock():
        trade.hurry(called_room, task)
        await vendor.callback_tries(1)

    await is_delivered(called_room, trade, conversation)
    await vendor.callbacks_done()
    assert [entry.status for entry in vendor.callbacks] == [503, 200]
    assert await heard() == {"failed": 1, "taken": 1}
