import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from bot.domain.clock import ShiftedClock
from bot.sandbox.upstreams import Fault, MagicTiger, Script, StatusNumbers
from tests.sandbox.upstreams.customers import MagicTigerCustomer, paint


def switch(vendor: MagicTiger, **changes: Any) -> None:
    vendor.config = replace(vendor.config, **changes)


@pytest.mark.parametrize("numbers", list(permutations(range(4)))[::5])
async def test_the_status_numbers_can_be_any_permutation(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, numbers: tuple[int, int, int, int]
) -> None:
    queued, running, done, failed = numbers
    switch(magictiger, status_map=StatusNumbers(queued=queued, running=running, done=done, failed=failed))
    magictiger.scripts.extend([Script.NEVER_FINISH, Script.NORMAL, Script.FAIL_LATER])

    created = (await enhancer.create()).json["data"]
    await magictiger.idle()
    running_task = (await enhancer.get(created["taskid"])).json["data"]
    done_task, failed_task = await enhancer.enhance(), await enhancer.enhance()

    answers = [created, running_task, done_task, failed_task]
    assert [answer["status"] for answer in answers] == [queued, running, done, failed]


async def test_a_business_error_can_have_its_own_http_status(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer
) -> None:
    switch(magictiger, business_error_http_status=422)

    answer = await enhancer.get("nobody")

    assert (answer.status, answer.json["code"]) == (422, 1002001)


async def test_private_codes_can_be_chosen(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    switch(magictiger, bad_token_code=7, bad_parameter_code=8, failed_task_errorcode=9, unknown_type_code=10)
    magictiger.scripts.append(Script.FAIL_LATER)

    stranger = await replace(enhancer, headers={"token": "wrong"}).get("a")
    malformed = await enhancer.post("/gettask", {})
    failed = await enhancer.enhance()
    unknown = await enhancer.create(enhancer.order(type=77))

    assert [stranger.json["code"], malformed.json["code"], failed["errorcode"], unknown.json["code"]] == [7, 8, 9, 10]


async def test_limits_and_the_code_for_a_small_picture_can_be_chosen(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer
) -> None:
    switch(magictiger, min_side=70, max_side=90, too_small_code=1001003, accepted_ext=frozenset({"png"}))

    sizes = [(70, 90), (69, 80), (80, 91)]
    answers = [await enhancer.create(enhancer.order(paint(size=size, form="PNG"))) for size in sizes]
    jpeg = await enhancer.create(enhancer.order(paint(size=(80, 80))))

    assert [answer.json["code"] for answer in [*answers, jpeg]] == [0, 1001003, 1001003, 1001004]


async def test_a_repeated_own_id_can_find_the_first_task(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    switch(magictiger, dedupe_chtaskid=True)

    same = {await enhancer.create_id(enhancer.order(chtaskid="own-1")) for _ in range(2)}
    unnamed = {await enhancer.create_id() for _ in range(2)}

    assert (len(same), len(unnamed)) == (1, 2)
    assert [task.own_id for task in magictiger.paid_tasks] == ["own-1", None, None]


async def test_of_two_calls_at_once_with_one_own_id_one_makes_the_task(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer
) -> None:
    switch(magictiger, dedupe_chtaskid=True)

    ids = await asyncio.gather(*(enhancer.create_id(enhancer.order(chtaskid="own-1")) for _ in range(2)))

    assert ids[0] == ids[1]
    assert len(magictiger.paid_tasks) == 1


async def test_a_delete_can_leave_the_results(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    switch(magictiger, delete_removes_results=False)
    data = await enhancer.enhance()

    await enhancer.delete(data["taskid"])

    assert await enhancer.status_of(data["outputurl"]) == 200


@pytest.mark.parametrize(("choice", "code"), [("ignore", 0), ("not_exist", 1002001)])
async def test_another_type_than_at_creation_can_be_ignored_or_refused(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, choice: Any, code: int
) -> None:
    switch(magictiger, type_mismatch=choice)
    taskid = await enhancer.create_id()

    assert (await enhancer.get(taskid, 2)).json["code"] == code
    assert (await enhancer.get(taskid, 1)).json["code"] == 0


@pytest.mark.parametrize("keeps_outputurl", [True, False])
async def test_a_multi_output_type_lists_its_pictures(
    magictiger: MagicTiger, enhancer: MagicTigerCustomer, *, keeps_outputurl: bool
) -> None:
    switch(magictiger, enhance_types={"several": 2}, multi_keeps_outputurl=keeps_outputurl)

    data = await enhancer.enhance(enhancer.order() | {"type": 2}, 2)

    assert data["facenum"] == 3
    pictures = {await enhancer.download(entry["outputurl"]) for entry in data["facelist"]}
    assert len(pictures) == 3
    assert data["outputurl"] == (data["facelist"][0]["outputurl"] if keeps_outputurl else "")


async def test_several_faces_are_listed(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    switch(magictiger, faces=3)

    data = await enhancer.enhance()

    assert data["facenum"] == len({entry["outputurl"] for entry in data["facelist"]}) == 3


async def test_numbers_can_be_strings(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    switch(magictiger, numbers_as_strings=True)
    taskid = await enhancer.create_id()
    await magictiger.idle()

    answer = (await enhancer.get(taskid)).json
    deleted = (await enhancer.delete(taskid)).json

    assert (answer["code"], answer["data"]["status"]) == ("0", "2")
    assert answer["data"]["facelist"][0]["inpathwidth"] == "96"
    assert deleted["data"]["success"] is True


async def test_data_can_be_null_on_an_error(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    switch(magictiger, data_null_on_error=True)

    assert (await enhancer.get("nobody")).json == {"code": 1002001, "msg": "Task not exist", "data": None}


async def test_lifetimes_of_results_and_tasks_can_be_chosen(
    clock: ShiftedClock, magictiger: MagicTiger, enhancer: MagicTigerCustomer
) -> None:
    switch(magictiger, result_ttl_s=60, task_ttl_s=120)
    data = await enhancer.enhance()

    clock.shift(timedelta(seconds=61))
    result, known = await enhancer.status_of(data["outputurl"]), await enhancer.get(data["taskid"])
    clock.shift(timedelta(seconds=60))

    assert (result, known.json["code"]) == (404, 0)
    assert (await enhancer.get(data["taskid"])).json["code"] == 1002001


async def test_a_lie_says_succeeded_without_a_result(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    magictiger.faults.add(Fault.LIE)

    lie = await enhancer.enhance()
    truth = (await enhancer.get(lie["taskid"])).json["data"]

    assert (lie["status"], lie["errorcode"], lie["outputurl"], lie["facelist"]) == (2, 0, "", [])
    assert truth["outputurl"]
