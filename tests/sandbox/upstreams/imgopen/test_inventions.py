from dataclasses import replace
from typing import Any

import pytest

from bot.sandbox.upstreams import Fault, ImgOpen, InventedEndpoint, InventedList, Script, ToolSwitches
from bot.sandbox.upstreams.imgopen.bench import Bench, Goods, Made
from tests.sandbox.upstreams.customers import Answer, ImgOpenCustomer, paint, pixel
from tests.sandbox.upstreams.imgopen.orders import picture
from tests.sandbox.upstreams.receiver import Receiver

PATH, QUERY = "/AIGCImgOpenServ/saas/tool/makeLarger", "/AIGCImgOpenServ/saas/tool/makeLarger/howFar"
LARGER = InventedEndpoint(
    path=PATH,
    query_path=QUERY,
    required=("input.link",),
    optional=("input.times",),
    own_id="label",
    query_id="label",
    callback="tellMe",
    platform_id="data.job.number",
    result="data.job.picture",
    progress="data.percent",
)


async def order(customer: ImgOpenCustomer, **more: Any) -> Answer:
    return await customer.post(PATH, {"label": "own-1", "input": {"link": picture(customer)}, **more})


async def result(customer: ImgOpenCustomer) -> Any:
    await order(customer)
    await customer.vendor.idle()
    return (await customer.post(QUERY, {"label": "own-1"})).json


async def test_an_endpoint_is_ordered_from_and_asked_by_its_own_names(
    imgopen: ImgOpen, swapper: ImgOpenCustomer
) -> None:
    imgopen.invent(LARGER)

    submitted = await order(swapper)
    await imgopen.idle()
    answer = await swapper.post(QUERY, {"label": "own-1"})

    platform_id = imgopen.paid_tasks[0].platform_id
    assert submitted.json == {"code": "200", "msg": "success", "data": {"job": {"number": platform_id}, "percent": 0}}
    assert answer.json["data"]["job"]["number"] == platform_id
    made = await swapper.download(answer.json["data"]["job"]["picture"])
    assert pixel(made, 85) == (4, 0, 0)
    assert imgopen.violations == []


async def test_before_it_is_invented_there_is_nothing(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    async with swapper.session.post(imgopen.base_url + PATH, json={}, headers=swapper.headers) as response:
        status = response.status

    assert (status, len(imgopen.violations)) == (404, 1)


async def test_without_a_query_the_answer_holds_the_result(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.invent(replace(LARGER, query_path=None, progress=None))

    assert (await order(swapper)).json["data"]["job"]["picture"].startswith(imgopen.base_url)


@pytest.mark.parametrize(
    ("place", "expected"),
    [("data.urls[]", ["urls"]), ("data.items[].url", ["items"]), ("data.found.items[].file.url", ["found", "items"])],
)
async def test_several_results_are_a_list_anywhere(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, place: str, expected: list[str]
) -> None:
    imgopen.invent(replace(LARGER, result=place, count=2))

    data = (await result(swapper))["data"]
    for name in expected:
        data = data[name]

    assert len(data) == 2


async def test_a_text_can_come_of_it(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.invent(replace(LARGER, makes="text", result="words"))

    assert (await result(swapper))["words"] == "a picture of 96 by 80"


async def test_the_work_can_be_the_tests_own(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    async def make(body: dict[str, Any], _bench: Bench) -> Goods:
        return Goods(pictures=(Made(picture=paint(body["input"]["times"])),))

    imgopen.invent(replace(LARGER, make=make, query_path=None))

    answer = await order(swapper, input={"link": "unused", "times": "blue"})

    assert pixel(await swapper.download(answer.json["data"]["job"]["picture"]), 10) == (0, 0, 4)


@pytest.mark.parametrize(
    ("body", "msg"),
    [
        ({"label": "x", "input": {}}, "input.link: Field required"),
        ({"label": "x", "input": {"link": "l", "more": 1}}, "input.more: Extra inputs are not permitted"),
        ({"label": "x", "input": {"link": "l"}, "more": []}, "more: Extra inputs are not permitted"),
        ([], "body: Input should be an object"),
    ],
)
async def test_it_is_as_strict_as_it_was_invented(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, body: Any, msg: str
) -> None:
    imgopen.invent(LARGER)

    answer = await swapper.post(PATH, body)

    assert answer.json == {"code": "400", "msg": msg}
    assert ([violation.endpoint for violation in imgopen.violations], imgopen.paid_tasks) == ([PATH], [])


async def test_it_wants_keys_too(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.invent(LARGER)

    answer = await replace(swapper, headers={}).post(PATH, {})

    assert answer.json["msg"] == "invalid access key"


async def test_a_failure_is_told_by_the_code(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.invent(LARGER)
    imgopen.scripts.append(Script.FAIL_LATER)

    assert (await result(swapper))["code"] == "400"


async def test_a_failure_is_told_by_a_value_where_one_was_invented(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.invent(replace(LARGER, failed=("data.state", "broken")))
    imgopen.scripts.append(Script.FAIL_LATER)

    answer = await result(swapper)

    assert (answer["code"], answer["data"]["state"]) == ("200", "broken")


async def test_an_unknown_task_is_answered_with_402(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.invent(LARGER)

    assert (await swapper.post(QUERY, {"label": "nobody"})).json["code"] == "402"


async def test_a_question_without_an_id_is_a_violation(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.invent(LARGER)

    answer = await swapper.post(QUERY, {"businessTaskId": "own-1"})

    assert answer.json["msg"] == "label: Input should be a valid string"
    assert len(imgopen.violations) == 1


async def test_it_can_take_some_questions_before_a_result_shows(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.invent(LARGER)
    imgopen.config = replace(imgopen.config, per_tool={PATH: ToolSwitches(polls_before_done=1)})

    first = await result(swapper)
    second = (await swapper.post(QUERY, {"label": "own-1"})).json

    assert (first["data"]["percent"], second["data"]["percent"]) == (50, 100)


async def test_it_calls_back_what_a_query_would_answer(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, receiver: Receiver
) -> None:
    imgopen.invent(LARGER)
    await order(swapper, tellMe=f"{receiver.origin}/imgopen/own-1/capability")
    await imgopen.callbacks_done()

    (callback,) = receiver.received
    assert callback.json == (await swapper.post(QUERY, {"label": "own-1"})).json


@pytest.mark.parametrize(("fault", "endpoint"), [(Fault.UNAVAILABLE, PATH), (Fault.LIE, QUERY)])
async def test_faults_can_be_planned_for_it(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, fault: Fault, endpoint: str
) -> None:
    imgopen.invent(LARGER)
    imgopen.faults.add(fault, endpoint=endpoint)

    async with swapper.session.post(imgopen.base_url + PATH, json={}, headers=swapper.headers):
        pass
    async with swapper.session.post(imgopen.base_url + QUERY, json={}, headers=swapper.headers):
        pass

    await imgopen.faults.met(fault)


async def test_a_list_shows_what_its_rows_are_now(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    path, rows = "/AIGCImgOpenServ/saas/sd/v2/someLoras", [{"sdLoraFileSimplifyName": "ink"}]
    imgopen.invent(InventedList(path=path, rows=rows, result="data.found.rows"))
    rows.append({"sdLoraFileSimplifyName": "moss"})

    answer = await swapper.post(path, {"pageSize": 10, "pageNum": 1})

    assert answer.json["data"]["found"]["rows"] == rows
    assert (imgopen.violations, imgopen.paid_tasks) == ([], [])


async def test_a_list_is_strict_too(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.invent(InventedList(path="/vaes", rows=[]))

    assert (await swapper.post("/vaes", {"page": 1})).json["msg"] == "page: Extra inputs are not permitted"
    assert len(imgopen.violations) == 1
