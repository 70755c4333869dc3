from dataclasses import replace
from typing import Any, get_args

import pytest

from bot.sandbox.upstreams import MagicTiger, MagicTigerConfig, Script
from bot.sandbox.upstreams.callbacks.messages import compose
from bot.sandbox.upstreams.magictiger.config import Md5Recipe
from bot.sandbox.upstreams.magictiger.reports import probe
from bot.sandbox.upstreams.magictiger.seal import digest
from tests.sandbox.upstreams.customers import MagicTigerCustomer
from tests.sandbox.upstreams.receiver import Receiver


@pytest.fixture(autouse=True)
def has_callback_url(magictiger: MagicTiger, receiver: Receiver) -> None:
    switch(magictiger, callback_url=f"{receiver.origin}/magictiger")


def switch(vendor: MagicTiger, **changes: Any) -> None:
    vendor.config = replace(vendor.config, **changes)


async def enhance(enhancer: MagicTigerCustomer, **more: Any) -> str:
    taskid = await enhancer.create_id(enhancer.order(**more))
    await enhancer.vendor.callbacks_done()
    return taskid


async def test_a_finished_task_is_posted_as_gettask_would_answer_it(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, receiver: Receiver
) -> None:
    taskid = await enhance(enhancer, chtaskid="own-1")

    (callback,) = receiver.received
    assert (callback.path, callback.headers["Content-Type"]) == ("/magictiger", "application/json")
    assert callback.json == (await enhancer.get(taskid)).json
    assert (callback.json["data"]["chtaskid"], callback.json["data"]["outputurl"] != "") == ("own-1", True)
    assert [(entry.own_id, entry.platform_id, entry.delivered) for entry in magictiger.callbacks] == [
        ("own-1", taskid, True)
    ]


@pytest.mark.parametrize("recipe", get_args(Md5Recipe))
async def test_the_headers_are_the_accounts_token_and_the_md5_of_the_recipe(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, receiver: Receiver, recipe: Md5Recipe
) -> None:
    switch(magictiger, callback_md5_recipe=recipe)

    taskid = await enhance(enhancer)

    (callback,) = receiver.received
    expected = digest(recipe, body=callback.body, token=magictiger.api_token, taskid=taskid)
    assert (callback.headers["token"], callback.headers["md5"]) == (magictiger.api_token, expected)


async def test_numbers_can_be_strings_in_a_callback_too(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, receiver: Receiver
) -> None:
    switch(magictiger, numbers_as_strings=True)

    await enhance(enhancer)

    assert (receiver.received[0].json["code"], receiver.received[0].json["data"]["status"]) == ("0", "2")


async def test_an_account_without_a_url_is_not_called(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, receiver: Receiver
) -> None:
    switch(magictiger, callback_url=None)

    await enhance(enhancer)

    assert (magictiger.callbacks, receiver.received) == ([], [])


@pytest.mark.parametrize(("is_wanted", "calls"), [(True, 1), (False, 0)])
async def test_a_failed_task_is_reported_or_not(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, receiver: Receiver, *, is_wanted: bool, calls: int
) -> None:
    switch(magictiger, callback_on_failure=is_wanted)
    magictiger.scripts.append(Script.FAIL_LATER)

    await enhance(enhancer)

    assert [callback.json["data"]["errorcode"] for callback in receiver.received] == [9000003] * calls


@pytest.mark.parametrize(
    ("status", "body", "delivered"),
    [
        (200, b'{"code": 0, "msg": "", "data": {"success": true}}', True),
        (201, b'{"code": 0, "msg": "", "data": {"success": true}}', False),
        (200, b'{"code": 1, "data": {"success": true}}', False),
        (200, b'{"code": false, "data": {"success": true}}', False),
        (200, b'{"code": 0, "data": {"success": false}}', False),
        (200, b'{"code": 0, "data": {"success": 1}}', False),
        (200, b'{"code": 0, "data": true}', False),
        (200, b'{"data": {"success": true}}', False),
        (200, b'{"code": 0}', False),
        (200, b"[]", False),
        (200, b"thanks", False),
    ],
)
async def test_delivered_means_200_and_code_0_and_success(
    magictiger: MagicTiger,
    enhancer: MagicTigerCustomer,
    receiver: Receiver,
    status: int,
    body: bytes,
    *,
    delivered: bool,
) -> None:
    switch(magictiger, callback_max_tries=1)
    receiver.answers.append((status, body))

    await enhance(enhancer)

    assert [(entry.status, entry.delivered) for entry in magictiger.callbacks] == [(status, delivered)]


@pytest.mark.parametrize("tries", [3, 4])
async def test_an_undelivered_callback_is_tried_three_times_or_four(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, receiver: Receiver, tries: int
) -> None:
    switch(magictiger, callback_max_tries=tries)
    receiver.refuse(times=9)

    await enhance(enhancer)

    assert [entry.attempt for entry in magictiger.callbacks] == list(range(1, tries + 1))


def test_the_proposed_delays_are_the_default() -> None:
    assert MagicTigerConfig().pauses_s() == (5, 30)


async def test_a_delete_ends_the_tries(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, receiver: Receiver
) -> None:
    switch(magictiger, callback_time_scale=1)
    receiver.refuse(times=1)
    taskid = await enhancer.create_id()
    await magictiger.callback_tries(1)

    await enhancer.delete(taskid)
    await magictiger.callbacks_done()

    assert len(receiver.received) == 1


@pytest.mark.parametrize("removes", [True, False])
async def test_a_task_that_is_deleted_while_it_runs_is_not_reported(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, receiver: Receiver, *, removes: bool
) -> None:
    switch(magictiger, processing_s=0.05, delete_removes_results=removes)

    await enhancer.delete(await enhancer.create_id())
    await magictiger.callbacks_done()

    assert receiver.received == []


async def test_a_deleted_task_can_be_reported_as_it_was_left(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, receiver: Receiver
) -> None:
    switch(magictiger, processing_s=3600, callback_on_delete=True)
    taskid = await enhancer.create_id()

    await enhancer.delete(taskid)
    await magictiger.callbacks_done()

    assert [callback.json["data"]["taskid"] for callback in receiver.received] == [taskid]
    assert receiver.received[0].json["data"]["outputurl"] == ""


async def test_a_probe_is_one_empty_object_for_each_new_url(magictiger: MagicTiger, receiver: Receiver) -> None:
    receiver.refuse(times=1)

    switch(magictiger, callback_probe="empty-object", callback_url=f"{receiver.origin}/magictiger/new")
    switch(magictiger, processing_s=0.01)
    await magictiger.callbacks_done()

    (callback,) = receiver.received
    assert (callback.path, callback.body) == ("/magictiger/new", b"{}")
    assert callback.headers["token"] == magictiger.api_token
    assert [(entry.platform_id, entry.delivered) for entry in magictiger.callbacks] == [(None, False)]


async def test_a_url_that_is_taken_away_is_not_probed(magictiger: MagicTiger, receiver: Receiver) -> None:
    switch(magictiger, callback_probe="empty-object", callback_url=None)
    await magictiger.callbacks_done()

    assert receiver.received == []


async def test_the_token_is_in_no_repr(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    await enhance(enhancer)

    report = probe(replace(magictiger.config, callback_probe="empty-object"), token=magictiger.api_token)
    assert report is not None
    assert magictiger.api_token not in f"{report} {compose(report, None, magictiger.faults)} {magictiger.callbacks}"
