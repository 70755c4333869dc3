import asyncio
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.domain.clock import ShiftedClock
from bot.sandbox.upstreams import ImgOpen, ImgOpenConfig, LocalVendors, Script, TintImaging
from tests.sandbox.upstreams.customers import ImgOpenCustomer, PictureHost
from tests.sandbox.upstreams.receiver import Receiver

PATH = "/imgopen/own-1/capability"


@pytest.fixture(autouse=True)
def takes_callbacks(imgopen: ImgOpen) -> None:
    imgopen.config = replace(imgopen.config, callback_tools=frozenset({"roop"}))


async def swap(swapper: ImgOpenCustomer, receiver: Receiver) -> None:
    await swapper.submit(swapper.order(callbackUrl=receiver.origin + PATH))
    await swapper.vendor.callbacks_done()


async def test_a_finished_task_is_posted_as_its_query_would_answer_it(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, receiver: Receiver
) -> None:
    await swap(swapper, receiver)

    (callback,) = receiver.received
    assert (callback.path, callback.headers["Content-Type"]) == (PATH, "application/json")
    assert callback.json == (await swapper.query()).json
    assert callback.json["data"]["outputImageUrl"]
    assert imgopen.violations == []


@pytest.mark.parametrize("by_code", [True, False])
async def test_a_failed_task_is_posted_as_its_query_would_answer_it(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, receiver: Receiver, *, by_code: bool
) -> None:
    imgopen.config = replace(imgopen.config, switches=replace(imgopen.config.switches, failure_by_code=by_code))
    imgopen.scripts.append(Script.FAIL_LATER)

    await swap(swapper, receiver)

    (callback,) = receiver.received
    assert callback.json == (await swapper.query()).json
    assert callback.json["code"] == ("400" if by_code else "200")


async def test_a_callback_tells_what_a_query_does_not_tell_yet(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, receiver: Receiver
) -> None:
    imgopen.config = replace(imgopen.config, switches=replace(imgopen.config.switches, polls_before_done=1))

    await swap(swapper, receiver)

    assert receiver.received[0].json["data"]["status"] == 1
    assert (await swapper.query()).json["data"]["status"] == 0


async def test_without_a_url_nobody_is_called(imgopen: ImgOpen, swapper: ImgOpenCustomer, receiver: Receiver) -> None:
    await swapper.submit(swapper.order())
    await imgopen.callbacks_done()

    assert (imgopen.callbacks, receiver.received) == ([], [])


async def test_a_tool_that_is_not_named_knows_no_callback_url(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    answer = await swapper.submit(swapper.order(callbackUrl="http://127.0.0.1/cb"), tool="v2/roop")

    assert answer.json == {"code": "400", "msg": "callbackUrl: Extra inputs are not permitted"}
    assert [violation.endpoint for violation in imgopen.violations] == ["v2/roop"]
    assert imgopen.paid_tasks == []


@pytest.mark.parametrize("url", [None, "", 7, ["http://127.0.0.1/cb"]])
async def test_a_callback_url_is_text(imgopen: ImgOpen, swapper: ImgOpenCustomer, url: Any) -> None:
    answer = await swapper.submit(swapper.order(callbackUrl=url))

    assert answer.json["msg"].startswith("callbackUrl: ")
    assert len(imgopen.violations) == 1


@pytest.mark.parametrize(
    ("status", "body", "delivered"),
    [
        (200, b'{"code": "200"}', True),
        (200, b'{"code": 200, "msg": "thanks"}', True),
        (404, b'{"code": "200"}', True),
        (200, b'{"code": "400"}', False),
        (200, b'{"code": true}', False),
        (200, b'{"data": 200}', False),
        (200, b"[200]", False),
        (200, b"200", False),
        (200, b'{"code": "200"', False),
        (200, b"\xff", False),
        (200, b"", False),
        (302, b"", False),
        (500, b"", False),
    ],
)
async def test_delivered_means_json_with_the_code_200(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, receiver: Receiver, status: int, body: bytes, *, delivered: bool
) -> None:
    imgopen.config = replace(imgopen.config, callback_max_tries=1)
    receiver.answers.append((status, body))

    await swap(swapper, receiver)

    assert [(entry.status, entry.delivered) for entry in imgopen.callbacks] == [(status, delivered)]


async def test_an_undelivered_callback_comes_again_until_it_is_delivered(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, receiver: Receiver
) -> None:
    receiver.refuse(times=2)

    await swap(swapper, receiver)

    assert [(entry.attempt, entry.delivered) for entry in imgopen.callbacks] == [(1, False), (2, False), (3, True)]
    assert len({callback.body for callback in receiver.received}) == 1


async def test_a_vendor_gives_up_after_ten_tries(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, receiver: Receiver
) -> None:
    receiver.refuse(times=20)

    await swap(swapper, receiver)

    assert [entry.attempt for entry in imgopen.callbacks] == list(range(1, 11))


def test_the_documented_delays_are_the_default_and_the_last_one_repeats() -> None:
    assert ImgOpenConfig().pauses_s() == (3, 5, 15, 30, 60, 600, 3600, 3600, 3600)


async def test_the_book_says_what_when_and_where_and_its_repr_hides_the_capability(
    clock: ShiftedClock, imgopen: ImgOpen, swapper: ImgOpenCustomer, receiver: Receiver
) -> None:
    before = clock.now()

    await swap(swapper, receiver)

    (entry,) = imgopen.callbacks
    assert (entry.own_id, entry.platform_id) == ("own-1", imgopen.paid_tasks[0].platform_id)
    assert entry.url == receiver.origin + PATH
    assert before <= entry.at <= clock.now()
    assert "capability" not in repr(entry)


@pytest.mark.parametrize("url", ["http://10.255.255.1/cb", "ftp://127.0.0.1/cb", "nonsense", "http://127.0.0.1:1/cb"])
async def test_a_url_that_is_not_on_this_machine_or_does_not_answer_has_no_status(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, url: str
) -> None:
    await swapper.submit(swapper.order(callbackUrl=url))
    await imgopen.callbacks_done()

    assert {(entry.status, entry.delivered) for entry in imgopen.callbacks} == {(None, False)}


async def test_a_receiver_that_takes_too_long_is_tried_again(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, receiver: Receiver
) -> None:
    imgopen.config = replace(imgopen.config, callback_timeout_s=0.05, callback_max_tries=2)
    receiver.may_answer.clear()

    await swap(swapper, receiver)

    assert [entry.status for entry in imgopen.callbacks] == [None, None]
    assert len(receiver.received) == 2


async def test_an_acknowledgement_without_an_end_is_none(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, receiver: Receiver
) -> None:
    receiver.answers.append((200, b'{"code": "200", "msg": "' + b"x" * 100_000 + b'"}'))

    await swap(swapper, receiver)

    assert [entry.delivered for entry in imgopen.callbacks] == [False, True]


async def test_a_vendor_that_closes_leaves_no_callback_behind(
    clock: ShiftedClock, session: ClientSession, host: PictureHost, receiver: Receiver
) -> None:
    receiver.refuse(times=1)
    async with LocalVendors(clock=clock, imaging=TintImaging()) as vendors:
        vendor = vendors.imgopen
        vendor.config = ImgOpenConfig(processing_s=0, callback_tools=frozenset({"roop"}))
        customer = customer_of(vendor, session, host)
        await customer.submit(customer.order(callbackUrl=receiver.origin + PATH))
        await vendor.callback_tries(1)
        waiting = callback_tasks()

    assert (len(waiting), callback_tasks()) == (1, [])


def customer_of(vendor: ImgOpen, session: ClientSession, host: PictureHost) -> ImgOpenCustomer:
    headers = {
        "X-Request-req-accessKeyId": vendor.access_key_id,
        "X-Request-req-accessKeySecret": vendor.access_key_secret,
    }
    return ImgOpenCustomer(session=session, headers=headers, base_url=vendor.base_url, vendor=vendor, host=host)


def callback_tasks() -> list[str]:
    return [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("vendor-callback-")]
