from dataclasses import replace
from typing import Any

import pytest

from bot.sandbox.upstreams import ImgOpen, ToolSwitches
from bot.sandbox.upstreams.imgopen.config import DOCUMENTED_CALLBACKS
from bot.sandbox.upstreams.imgopen.tools import DRAWINGS, TOOLS, TRAINING
from tests.sandbox.upstreams.customers import ImgOpenCustomer
from tests.sandbox.upstreams.imgopen.orders import OWN_ID, PATHS, body, tool_body
from tests.sandbox.upstreams.receiver import Receiver


async def ask(customer: ImgOpenCustomer, code: str, **more: Any) -> Any:
    """Order, wait, and the query's data."""
    await customer.submit(tool_body(customer, code) | more, tool=code)
    await customer.vendor.idle()
    return (await customer.query(tool=code)).json["data"]


@pytest.mark.parametrize(
    ("code", "fields", "status"),
    [
        ("comfyui/text2image", {"taskId", "status", "outputImageUrl"}, 1),
        ("instantID", {"taskId", "businessTaskId", "status", "outputImageUrl"}, 1),
        ("interrogate", {"taskId", "businessTaskId", "status", "caption"}, 1),
        ("face/detection", {"taskId", "businessTaskId", "toolTask", "status", "faceUrls"}, 2),
        ("prompts/expand", {"taskId", "businessTaskId", "toolTask", "status", "prompts"}, 0),
    ],
)
async def test_a_documented_answer_has_the_pages_fields_and_its_examples_status(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, code: str, fields: set[str], status: int
) -> None:
    data = await ask(swapper, code)

    assert (set(data), data["status"]) == (fields, status)
    assert imgopen.violations == []


@pytest.mark.parametrize("code", ["face/fusion", "identifyStyle", "imgExpand", "cnt/preview"])
async def test_an_answer_that_no_page_shows_has_one_field_more_than_the_usual_ones(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, code: str
) -> None:
    data = await ask(swapper, code)

    (result,) = set(data) - {"taskId", "businessTaskId", "toolTask", "status"}
    assert data[result]
    assert imgopen.violations == []


@pytest.mark.parametrize("code", ["face/fusion", "identifyStyle", "imgExpand", "cnt/preview"])
async def test_the_result_of_a_single_tool_can_be_called_anything(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, code: str
) -> None:
    imgopen.config = replace(imgopen.config, per_tool={code: ToolSwitches(result_field="somewhere")})

    assert (await ask(swapper, code))["somewhere"]


@pytest.mark.parametrize(
    ("code", "field"),
    [
        *((code, "task_id") for code in ("identifyStyle", "imgExpand", "cnt/preview", *DRAWINGS, TRAINING.code)),
        *((code, "taskId") for code in ("comfyui/text2image", "instantID", "interrogate", "face/detection")),
    ],
)
async def test_a_submit_answers_the_platforms_id_alone_as_its_page_spells_it(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, code: str, field: str
) -> None:
    data = (await swapper.send(PATHS[code], body(swapper, code))).json["data"]

    assert data == {field: imgopen.paid_tasks[0].platform_id}


async def test_prompts_are_expanded_at_once(swapper: ImgOpenCustomer) -> None:
    order = tool_body(swapper, "prompts/expand") | {"sequencesNum": 3}

    data = (await swapper.submit(order, tool="prompts/expand")).json["data"]

    assert len(set(data["prompts"])) == 3
    assert all("a girl" in prompt and len(prompt) > 40 for prompt in data["prompts"])


async def test_the_same_words_are_expanded_the_same_way_and_another_mode_is_another_way(
    imgopen: ImgOpen, swapper: ImgOpenCustomer
) -> None:
    order = tool_body(swapper, "prompts/expand")

    first, second, xl = [
        (await swapper.submit(order | {"mode": mode}, tool="prompts/expand")).json["data"]["prompts"]
        for mode in (0, 0, 1)
    ]

    assert first == second != xl
    assert imgopen.violations == []


@pytest.mark.parametrize("code", [*TOOLS, *DRAWINGS, TRAINING.code])
async def test_every_order_is_billed_under_its_own_id_and_code(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, code: str
) -> None:
    answer = await swapper.send(PATHS[code], body(swapper, code))

    assert answer.json["code"] == "200"
    assert [(task.own_id, task.tool) for task in imgopen.paid_tasks] == [(OWN_ID, code)]
    assert imgopen.violations == []


@pytest.mark.parametrize("code", [*TOOLS, *DRAWINGS, TRAINING.code])
async def test_a_field_that_no_page_has_is_refused_and_recorded(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, code: str
) -> None:
    answer = await swapper.send(PATHS[code], body(swapper, code) | {"invented": 1})

    assert answer.json == {"code": "400", "msg": "invented: Extra inputs are not permitted"}
    assert [violation.endpoint for violation in imgopen.violations] == [code]
    assert imgopen.paid_tasks == []


@pytest.mark.parametrize("code", [*TOOLS])
async def test_every_required_field_is_missed(imgopen: ImgOpen, swapper: ImgOpenCustomer, code: str) -> None:
    order = tool_body(swapper, code)

    answers = [
        await swapper.submit({name: order[name] for name in order if name != missing}, tool=code) for missing in order
    ]

    assert [answer.json["msg"] for answer in answers] == [f"{field}: Field required" for field in order]
    assert imgopen.paid_tasks == []


@pytest.mark.parametrize("code", sorted(DOCUMENTED_CALLBACKS))
async def test_a_tool_whose_page_lists_a_callback_url_calls_it(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, receiver: Receiver, code: str
) -> None:
    order = tool_body(swapper, code) | {"callbackUrl": f"{receiver.origin}/imgopen/own-1/capability"}
    await swapper.submit(order, tool=code)
    await imgopen.callbacks_done()

    (callback,) = receiver.received
    assert callback.json == (await swapper.query(tool=code)).json
    assert imgopen.violations == []


@pytest.mark.parametrize("code", sorted({*TOOLS, *DRAWINGS, TRAINING.code} - DOCUMENTED_CALLBACKS))
async def test_a_tool_whose_page_lists_none_takes_none(imgopen: ImgOpen, swapper: ImgOpenCustomer, code: str) -> None:
    order = body(swapper, code) | {"callbackUrl": "http://127.0.0.1/cb"}

    answer = await swapper.send(PATHS[code], order)

    assert answer.json["msg"] == "callbackUrl: Extra inputs are not permitted"
    assert len(imgopen.violations) == 1


async def test_several_extended_pictures_come_in_one_list(swapper: ImgOpenCustomer) -> None:
    data = await ask(swapper, "imgExpand", imageCount=3, seed=7)

    urls = data["expandedPictureUrls"]
    pictures = {await swapper.download(url) for url in urls}
    assert (len(urls), len(pictures)) == (3, 3)


async def test_an_unknown_preprocessor_is_refused_without_a_violation(
    imgopen: ImgOpen, swapper: ImgOpenCustomer
) -> None:
    answer = await swapper.submit(tool_body(swapper, "cnt/preview") | {"preprocessor": "xray"}, tool="cnt/preview")

    assert answer.json == {"code": "400", "msg": "preprocessor xray does not exist"}
    assert (imgopen.violations, imgopen.paid_tasks) == ([], [])
