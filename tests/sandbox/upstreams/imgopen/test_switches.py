from dataclasses import replace
from typing import Any

import pytest

from bot.sandbox.upstreams import Fault, ImgOpen, Script
from bot.sandbox.upstreams.imgopen import SD_NUMBERS, WRITTEN_NUMBERS, ZERO_NUMBERS
from bot.sandbox.upstreams.jobs import StatusNumbers
from tests.sandbox.upstreams.customers import ImgOpenCustomer


def switch(vendor: ImgOpen, **changes: Any) -> None:
    vendor.config = replace(vendor.config, switches=replace(vendor.config.switches, **changes))


async def test_a_submit_can_answer_with_the_finished_result(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    switch(imgopen, submit_reply="result")

    data = (await swapper.submit(swapper.order())).json["data"]

    assert data["businessTaskId"] == "own-1"
    assert await swapper.status_of(data["outputImageUrl"]) == 200


async def test_a_submit_that_answers_with_the_result_answers_a_failure_too(
    imgopen: ImgOpen, swapper: ImgOpenCustomer
) -> None:
    switch(imgopen, submit_reply="result")
    imgopen.scripts.append(Script.FAIL_LATER)

    assert (await swapper.submit(swapper.order())).json["code"] == "400"


async def test_the_bare_id_can_have_its_other_spelling(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    switch(imgopen, id_field="taskId")

    assert list((await swapper.submit(swapper.order())).json["data"]) == ["taskId"]


@pytest.mark.parametrize(("numbers", "done"), [(WRITTEN_NUMBERS, 1), (SD_NUMBERS, 2), (ZERO_NUMBERS, 0)])
async def test_success_is_any_number(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, numbers: StatusNumbers, done: int
) -> None:
    switch(imgopen, numbers=numbers)

    data = await swapper.swap()

    assert data["status"] == done
    assert data["outputImageUrl"]


async def test_a_status_can_be_text(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    switch(imgopen, status_as_text=True)

    assert (await swapper.swap())["status"] == "1"


async def test_the_result_can_have_another_name_and_be_a_list(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    switch(imgopen, result_field="imageUrls", result_as_list=True)

    data = await swapper.swap()

    assert len(data["imageUrls"]) == 1
    assert await swapper.status_of(data["imageUrls"][0]) == 200


@pytest.mark.parametrize(("as_list", "nothing"), [(True, []), (False, "")])
async def test_a_lie_says_finished_with_an_empty_result(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, *, as_list: bool, nothing: object
) -> None:
    switch(imgopen, result_as_list=as_list)
    imgopen.faults.add(Fault.LIE)

    lie = await swapper.swap()
    truth = (await swapper.query()).json["data"]

    assert (lie["status"], lie["outputImageUrl"]) == (1, nothing)
    assert truth["outputImageUrl"]


async def test_a_result_shows_after_so_many_queries(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    switch(imgopen, polls_before_done=2)

    first = await swapper.swap()
    second, third = [(await swapper.query()).json["data"] for _ in range(2)]

    assert [data["status"] for data in (first, second, third)] == [0, 0, 1]


async def test_a_failure_can_be_told_by_the_status_number(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    switch(imgopen, failure_by_code=False)
    imgopen.scripts.append(Script.FAIL_LATER)
    await swapper.submit(swapper.order())
    await imgopen.idle()

    answer = await swapper.query()

    assert answer.json["code"] == "200"
    assert answer.json["data"]["status"] == 2


async def test_one_tool_can_be_switched_alone(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    other = replace(imgopen.config.switches, id_field="taskId")
    imgopen.config = replace(imgopen.config, per_tool={"v2/roop": other})

    answers = [(await swapper.submit(swapper.order(), tool=tool)).json["data"] for tool in ("roop", "v2/roop")]

    assert [list(data) for data in answers] == [["task_id"], ["taskId"]]


@pytest.mark.parametrize(("choice", "more"), [("absent", {}), ("null", {"data": None}), ("empty", {"data": {}})])
async def test_an_error_can_carry_data_of_three_kinds(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, choice: Any, more: dict[str, Any]
) -> None:
    imgopen.config = replace(imgopen.config, error_data=choice)

    assert (await swapper.query("nobody")).json == {"code": "402", "msg": "task does not exist", **more}


async def test_a_business_error_can_have_its_own_http_status(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.config = replace(imgopen.config, error_http_status=404)

    answer = await swapper.query("nobody")

    assert (answer.status, answer.json["code"]) == (404, "402")


@pytest.mark.parametrize(("choice", "codes", "billed"), [("new", 2, 2), ("same", 2, 1), ("refuse", 1, 1)])
async def test_a_repeated_id_makes_a_second_task_or_finds_the_first_or_is_refused(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, choice: Any, codes: int, billed: int
) -> None:
    imgopen.config = replace(imgopen.config, on_repeat=choice)

    answers = [await swapper.submit(swapper.order()) for _ in range(2)]

    assert [answer.json["code"] for answer in answers].count("200") == codes
    assert len(imgopen.paid_tasks) == billed
