import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.sandbox.upstreams import Fault, ImgOpen, MagicTiger, Script
from bot.sandbox.upstreams.magictiger.seal import digest
from tests.sandbox.upstreams.customers import Answer, ImgOpenCustomer, MagicTigerCustomer
from tests.sandbox.upstreams.receiver import Received, Receiver

BROKEN = [Fault.NOT_JSON, Fault.WRONG_TYPES, Fault.MISSING_FIELDS, Fault.MISSING_DATA, Fault.OVERSIZED]
LIES = [Fault.LYING_URL, Fault.UNKNOWN_TASK]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A vendor that calls back, and somebody who orders there by an own id."""

    vendor: ImgOpen | MagicTiger
    order: Callable[[str], Coroutine[Any, Any, Answer]]


@pytest.fixture(params=["imgopen", "magictiger"])
def trade(
    request: pytest.FixtureRequest, swapper: ImgOpenCustomer, enhancer: MagicTigerCustomer, receiver: Receiver
) -> Trade:
    async def swap(own_id: str) -> Answer:
        return await swapper.submit(swapper.order(own_id, callbackUrl=f"{receiver.origin}/imgopen/{own_id}/capability"))

    async def enhance(own_id: str) -> Answer:
        return await enhancer.create(enhancer.order(chtaskid=own_id))

    if request.param == "imgopen":
        swapper.vendor.config = replace(swapper.vendor.config, callback_tools=frozenset({"roop"}))
        return Trade(vendor=swapper.vendor, order=swap)
    enhancer.vendor.config = replace(enhancer.vendor.config, callback_url=f"{receiver.origin}/magictiger/account")
    return Trade(vendor=enhancer.vendor, order=enhance)


async def call_back(trade: Trade, receiver: Receiver, *own_ids: str) -> list[Received]:
    """Order and return what came of it."""
    for own_id in own_ids or ("own-1",):
        await trade.order(own_id)
    await trade.vendor.callbacks_done()
    return receiver.received


def own_id_in(callback: Received) -> Any:
    data = callback.json["data"]
    return data["businessTaskId"] if "businessTaskId" in data else data["chtaskid"]


def url_in(callback: Received) -> Any:
    data = callback.json["data"]
    return data["outputImageUrl"] if "outputImageUrl" in data else data["outputurl"]


async def test_a_lost_callback_is_never_sent(trade: Trade, receiver: Receiver) -> None:
    trade.vendor.faults.add(Fault.LOST)

    first, second = await call_back(trade, receiver, "lost"), await call_back(trade, receiver, "sent")

    assert first is second
    assert [own_id_in(callback) for callback in second] == ["sent"]
    assert [entry.own_id for entry in trade.vendor.callbacks] == ["sent"]


async def test_a_doubled_callback_is_sent_twice_though_it_was_delivered(trade: Trade, receiver: Receiver) -> None:
    trade.vendor.faults.add(Fault.DOUBLED)

    first, second = await call_back(trade, receiver)

    assert (first.path, first.body) == (second.path, second.body)
    assert [(entry.attempt, entry.delivered) for entry in trade.vendor.callbacks] == [(1, True), (1, True)]


async def test_a_doubled_callback_is_tried_again_only_if_both_failed(trade: Trade, receiver: Receiver) -> None:
    trade.vendor.faults.add(Fault.DOUBLED, times=2)
    receiver.refuse(times=3)

    await call_back(trade, receiver)

    assert [entry.attempt for entry in trade.vendor.callbacks] == [1, 1, 2, 2]


async def test_a_late_callback_is_overtaken_by_the_next(trade: Trade, receiver: Receiver) -> None:
    trade.vendor.faults.late_s = 3600
    trade.vendor.faults.add(Fault.LATE)
    await trade.order("late")
    await trade.vendor.faults.met(Fault.LATE)

    await trade.order("next")
    await trade.vendor.callback_tries(1)

    assert [own_id_in(callback) for callback in receiver.received] == ["next"]


async def test_a_late_callback_comes_after_all(trade: Trade, receiver: Receiver) -> None:
    trade.vendor.faults.late_s = 0.01
    trade.vendor.faults.add(Fault.LATE)

    assert [own_id_in(callback) for callback in await call_back(trade, receiver, "late")] == ["late"]


async def test_an_early_callback_is_answered_before_the_submit_is(trade: Trade, receiver: Receiver) -> None:
    trade.vendor.config = replace(trade.vendor.config, processing_s=3600)
    trade.vendor.faults.add(Fault.EARLY)
    receiver.may_answer.clear()

    submit = asyncio.create_task(trade.order("own-1"), name="early-submit")
    await receiver.arrived.wait()
    was_answered = submit.done()
    receiver.may_answer.set()

    assert not was_answered
    assert (await submit).json["code"] in {"200", 0}
    assert url_in(receiver.received[0])


@pytest.mark.parametrize("fault", [None, Fault.LOST])
async def test_an_early_callback_that_nobody_gets_does_not_hold_the_submit_up(
    trade: Trade, receiver: Receiver, fault: Fault | None
) -> None:
    trade.vendor.config = replace(trade.vendor.config, callback_max_tries=1)
    trade.vendor.faults.add(Fault.EARLY)
    if fault:
        trade.vendor.faults.add(fault)
    receiver.refuse(times=1)

    assert (await trade.order("own-1")).json["code"] in {"200", 0}


async def test_a_submit_that_is_refused_is_answered_though_it_should_be_early(trade: Trade) -> None:
    trade.vendor.faults.add(Fault.EARLY)
    trade.vendor.scripts.append(Script.FAIL_AT_CREATE)

    assert (await trade.order("own-1")).json["code"] in {"400", 1001001}


async def test_a_forged_url_ends_in_another_capability(trade: Trade, receiver: Receiver) -> None:
    trade.vendor.faults.add(Fault.FORGED_URL)

    (callback,) = await call_back(trade, receiver)

    *folder, forged = callback.path.split("/")
    assert folder in (["", "imgopen", "own-1"], ["", "magictiger"])
    assert forged in {"Aapability", "Account"}


@pytest.mark.parametrize("header", ["token", "md5"])
async def test_a_forged_header_is_wrong_and_the_rest_is_right(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, receiver: Receiver, header: str
) -> None:
    magictiger.config = replace(magictiger.config, callback_url=f"{receiver.origin}/magictiger")
    magictiger.faults.add({"token": Fault.FORGED_TOKEN, "md5": Fault.FORGED_MD5}[header])
    receiver.refuse(times=1)

    await enhancer.create()
    await magictiger.callbacks_done()

    forged, true = receiver.received
    differing = {name for name in ("token", "md5") if forged.headers[name] != true.headers[name]}
    assert (differing, forged.body == true.body, len(forged.headers[header])) == ({header}, True, 32)


@pytest.mark.parametrize("kind", [Fault.FORGED_TOKEN, Fault.FORGED_MD5])
def test_a_vendor_without_signatures_cannot_forge_them(imgopen: ImgOpen, kind: Fault) -> None:
    with pytest.raises(ValueError, match="cannot show at 'this vendor'"):
        imgopen.faults.add(kind)


@pytest.mark.parametrize("kind", [*BROKEN, *LIES])
async def test_the_next_try_after_a_broken_one_is_right(trade: Trade, receiver: Receiver, kind: Fault) -> None:
    trade.vendor.faults.add(kind, endpoint="callback")
    receiver.refuse(times=1)

    broken, right = await call_back(trade, receiver)

    assert broken.body != right.body
    assert (own_id_in(right), url_in(right).startswith(trade.vendor.base_url)) == ("own-1", True)


@pytest.mark.parametrize("kind", [*BROKEN, *LIES])
async def test_what_is_wrong_with_a_body_is_sealed_with_it(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, receiver: Receiver, kind: Fault
) -> None:
    magictiger.config = replace(magictiger.config, callback_url=f"{receiver.origin}/magictiger")
    magictiger.faults.add(kind, endpoint="callback")

    await enhancer.create()
    await magictiger.callbacks_done()

    (callback,) = receiver.received
    seal = digest("body+token", body=callback.body, token=magictiger.api_token, taskid="")
    assert (callback.headers["token"], callback.headers["md5"]) == (magictiger.api_token, seal)


async def test_json_can_break_off_in_a_callback(trade: Trade, receiver: Receiver) -> None:
    trade.vendor.faults.add(Fault.NOT_JSON, endpoint="callback")

    (callback,) = await call_back(trade, receiver)

    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        assert callback.json


async def test_values_of_a_callback_can_have_other_types(trade: Trade, receiver: Receiver) -> None:
    trade.vendor.faults.add(Fault.WRONG_TYPES, endpoint="callback")

    (callback,) = await call_back(trade, receiver)

    assert (own_id_in(callback), url_in(callback)) == (42, 42)


@pytest.mark.parametrize(("kind", "data"), [(Fault.MISSING_FIELDS, {}), (Fault.MISSING_DATA, None)])
async def test_fields_of_a_callback_can_be_missing(trade: Trade, receiver: Receiver, kind: Fault, data: Any) -> None:
    trade.vendor.faults.add(kind, endpoint="callback")

    (callback,) = await call_back(trade, receiver)

    assert callback.json.get("data") == data


async def test_a_callback_can_have_more_than_two_mebibytes(trade: Trade, receiver: Receiver) -> None:
    trade.vendor.faults.add(Fault.OVERSIZED)

    (callback,) = await call_back(trade, receiver)

    assert len(callback.body) > 2 * 1024 * 1024
    assert own_id_in(callback) == "own-1"


async def test_a_callback_can_name_results_elsewhere(trade: Trade, receiver: Receiver) -> None:
    trade.vendor.faults.redirect_to = "http://10.255.255.1/elsewhere"
    trade.vendor.faults.add(Fault.LYING_URL)

    (callback,) = await call_back(trade, receiver)

    assert (own_id_in(callback), url_in(callback)) == ("own-1", "http://10.255.255.1/elsewhere")
    assert trade.vendor.base_url.encode() not in callback.body


async def test_a_callback_can_name_a_task_that_nobody_has(trade: Trade, receiver: Receiver) -> None:
    trade.vendor.faults.add(Fault.UNKNOWN_TASK)

    (callback,) = await call_back(trade, receiver)

    assert own_id_in(callback).startswith("unknown-")
    assert trade.vendor.paid_tasks[0].platform_id not in callback.json["data"].values()


async def test_calls_and_results_meet_no_fault_of_callbacks(trade: Trade) -> None:
    for kind in (Fault.LOST, Fault.DOUBLED, Fault.LATE, *LIES):
        trade.vendor.faults.add(kind)

    assert trade.vendor.faults.take("result") is None
    assert (await trade.order("own-1")).json["code"] in {"200", 0}
