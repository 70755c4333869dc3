"""What comes through the vendors' door and is none of their calls, or not the truth."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.upstreams import Fault
from tests.journeys.calling import SAFETY, call, trap
from tests.journeys.endings import is_delivered
from tests.journeys.fixture import Stage
from tests.journeys.trades import IMGOPEN, MAGICTIGER, Trade, at_both
from tests.journeys.troubles import each

pytestmark = pytest.mark.asyncio(loop_scope="module")

Heard = Callable[[], Awaitable[Counter[str]]]
FOR_EVER = 1000

TURNED_AWAY = [
    (IMGOPEN, Fault.FORGED_URL, ("forged", 404)),
    (IMGOPEN, Fault.OVERSIZED, ("oversized", 413)),
    (IMGOPEN, Fault.NOT_JSON, ("malformed", 400)),
    (MAGICTIGER, Fault.FORGED_TOKEN, ("forged", 401)),
    (MAGICTIGER, Fault.FORGED_MD5, ("forged", 401)),
    (MAGICTIGER, Fault.OVERSIZED, ("oversized", 413)),
    (MAGICTIGER, Fault.NOT_JSON, ("malformed", 400)),
]
OF_NO_USE = [(Fault.UNKNOWN_TASK, "unknown"), (Fault.MISSING_FIELDS, "probe"), (Fault.MISSING_DATA, "probe")]


def _name(value: object) -> str | None:
    """How a case is called."""
    return value.name.lower() if isinstance(value, Fault) else getattr(value, "provider", None)


@pytest.mark.parametrize(("trade", "fault", "ending"), TURNED_AWAY, ids=_name)
async def test_what_cannot_be_a_vendors_callback_changes_nothing_and_the_picture_comes_all_the_same(
    called_room: Stage, heard: Heard, trade: Trade, fault: Fault, ending: tuple[str, int]
) -> None:
    verdict, status = ending
    vendor = trade.vendor(called_room)
    vendor.config = replace(vendor.config, callback_time_scale=0, callback_max_tries=3)
    vendor.faults.add(fault, endpoint="callback", times=FOR_EVER)
    conversation = await trade.order(called_room)
    confirmed = await called_room.until_task(lambda task: task.state is State.RUNNING)
    await vendor.callbacks_done()

    assert [entry.status for entry in vendor.callbacks] == [status] * 3
    assert await heard() == {verdict: 3}
    assert await called_room.tasks() == [confirmed]
    called_room.clock.shift(SAFETY)
    await is_delivered(called_room, trade, conversation)


@pytest.mark.parametrize(("fault", "verdict"), OF_NO_USE, ids=_name)
async def test_a_callback_of_magic_tigers_about_no_task_of_ours_is_heard_and_changes_nothing(
    called_room: Stage, heard: Heard, fault: Fault, verdict: str
) -> None:
    called_room.vendors.magictiger.faults.add(fault, endpoint="callback")
    conversation = await MAGICTIGER.order(called_room)
    confirmed = await called_room.until_task(lambda task: task.state is State.RUNNING)
    await called_room.vendors.magictiger.callbacks_done()

    assert [entry.status for entry in called_room.vendors.magictiger.callbacks] == [200]
    assert await heard() == {verdict: 1}
    assert await called_room.tasks() == [confirmed]
    called_room.clock.shift(SAFETY)
    await is_delivered(called_room, MAGICTIGER, conversation)


@each(Fault.UNKNOWN_TASK, Fault.WRONG_TYPES, Fault.MISSING_DATA)
async def test_img_opens_callback_says_by_its_address_which_task_it_is_about(called_room: Stage, fault: Fault) -> None:
    called_room.vendors.imgopen.faults.add(fault, endpoint="callback")

    await is_delivered(called_room, IMGOPEN, await IMGOPEN.order(called_room))

    assert IMGOPEN.questions(called_room) == 1


@at_both
async def test_an_address_that_only_a_callback_names_is_never_asked(called_room: Stage, trade: Trade) -> None:
    async with trap() as (address, callers):
        trade.vendor(called_room).faults.redirect_to = address
        trade.vendor(called_room).faults.add(Fault.LYING_URL)
        await is_delivered(called_room, trade, await trade.order(called_room))

    assert trade.questions(called_room) == 1
    assert callers == []


async def test_a_callback_that_says_finished_too_early_is_not_believed(called_room: Stage) -> None:
    IMGOPEN.takes_its_time(called_room)
    conversation = await IMGOPEN.order(called_room)
    task = await called_room.until_task(lambda task: task.state is State.RUNNING)
    async with trap() as (address, callers):
        lie = {"code": "200", "msg": "success", "data": {"status": 1, "outputImageUrl": address}}
        assert await call(called_room.vendors.imgopen.calls[0].body["callbackUrl"], lie) == 200
        await called_room.until_task(lambda task: task.polls == 1)
        IMGOPEN.hurry(called_room, task)
        await is_delivered(called_room, IMGOPEN, conversation)

    assert IMGOPEN.questions(called_room) == 2
    assert callers == []
