"""Results that cannot be fetched at once, or ever."""

from dataclasses import replace

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.upstreams import Fault
from tests.journeys.endings import is_delivered, is_refunded
from tests.journeys.fixture import Stage
from tests.journeys.logbook import Logbook
from tests.journeys.trades import Trade, at_both
from tests.journeys.troubles import DEADLINE, each

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]

FOR_EVER = 1000
OF_RESULTS = {
    Fault.GONE: "no longer had it",
    Fault.REDIRECT: "don't understand",
    Fault.NOT_AN_IMAGE: "isn't a picture",
    Fault.TRUNCATED: "isn't a picture",
    Fault.CUT_OFF: "no longer had it",
}


def _prepare(stage: Stage, trade: Trade, fault: Fault, *, times: int) -> None:
    """Spoil results; a redirect goes where a guarded download never does, in the sandbox neither."""
    faults = trade.vendor(stage).faults
    faults.slow_s = 0.1
    faults.redirect_to = "ftp://127.0.0.1/internal"
    faults.add(fault, endpoint="result", times=times)


@at_both
@each(Fault.SLOW, Fault.HANG, Fault.UNAVAILABLE, Fault.DROP_BEFORE_COMMIT, Fault.TOO_MANY_REQUESTS, *OF_RESULTS)
async def test_a_result_that_cannot_be_had_at_first_is_fetched_again(room: Stage, trade: Trade, fault: Fault) -> None:
    _prepare(room, trade, fault, times=1)

    await is_delivered(room, trade, await trade.order(room))


@at_both
@each(*OF_RESULTS)
async def test_a_result_that_can_never_be_had_ends_in_a_sentence(
    room: Stage, logbook: Logbook, trade: Trade, fault: Fault
) -> None:
    _prepare(room, trade, fault, times=FOR_EVER)
    conversation = await trade.order(room)
    await room.until_task(lambda task: task.state is State.FINISHED)
    if fault is Fault.CUT_OFF:  # the way to it may be mended until the deadline
        room.clock.shift(DEADLINE)

    await is_refunded(room, conversation, trade.title, OF_RESULTS[fault])

    (task,) = await room.tasks()
    assert logbook.about(task.id, "result not fetched", '"level": "warning"')
    assert trade.submissions(room) == 1


@at_both
async def test_a_result_whose_address_has_expired_before_we_could_fetch_it_ends_in_a_sentence(
    room: Stage, trade: Trade
) -> None:
    vendor = trade.vendor(room)
    vendor.config = replace(vendor.config, result_ttl_s=0)

    await is_refunded(room, await trade.order(room), trade.title, "no longer had it")


@at_both
async def test_a_result_is_fetched_before_its_address_expires(room: Stage, trade: Trade) -> None:
    vendor = trade.vendor(room)
    vendor.config = replace(vendor.config, result_ttl_s=10)

    await is_delivered(room, trade, await trade.order(room))
