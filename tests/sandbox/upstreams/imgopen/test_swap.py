import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.clock import ShiftedClock
from bot.sandbox.upstreams import ImgOpen, Script
from tests.sandbox.upstreams.customers import ImgOpenCustomer, paint, pixel


@pytest.mark.parametrize("tool", ["roop", "v2/roop"])
async def test_a_swap_is_submitted_queried_and_downloaded(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, tool: str
) -> None:
    submitted = await swapper.submit(swapper.order(), tool=tool)
    await imgopen.idle()
    answer = await swapper.query(tool=tool)

    assert (submitted.status, submitted.json["code"], submitted.json["msg"]) == (200, "200", "success")
    assert answer.json["data"]["taskId"] == submitted.json["data"]["task_id"]
    assert answer.json["data"]["businessTaskId"] == "own-1"
    assert answer.json["data"]["status"] == 1
    picture = await swapper.download(answer.json["data"]["outputImageUrl"])
    assert pixel(picture, 10) == (2, 0, 2)
    assert imgopen.violations == []


async def test_platform_ids_have_the_prefix_thirteen_digits_of_time_and_nine_more(swapper: ImgOpenCustomer) -> None:
    submitted = await swapper.submit(swapper.order())

    assert re.fullmatch(r"test\d{13}\d{9}", submitted.json["data"]["task_id"])


async def test_a_task_is_found_by_the_platforms_id_too(swapper: ImgOpenCustomer) -> None:
    platform_id = (await swapper.submit(swapper.order())).json["data"]["task_id"]

    assert (await swapper.query(platform_id)).json["data"]["businessTaskId"] == "own-1"


async def test_an_unknown_task_is_answered_with_402(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    answer = await swapper.query("nobody")

    assert (answer.status, answer.json["code"]) == (200, "402")
    assert imgopen.violations == []


async def test_a_task_of_another_tool_is_unknown(swapper: ImgOpenCustomer) -> None:
    await swapper.submit(swapper.order(), tool="v2/roop")

    assert (await swapper.query(tool="roop")).json["code"] == "402"


async def test_a_task_that_still_runs_has_no_result_field(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.scripts.append(Script.NEVER_FINISH)

    data = await swapper.swap()

    assert data["status"] == 0
    assert "outputImageUrl" not in data


@pytest.mark.parametrize("weight", ["0", "0.5", "1"])
async def test_a_fidelity_weight_is_a_string_that_changes_the_picture(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, weight: str
) -> None:
    data = await swapper.swap(tool="v2/roop", fidelityWeight=weight)

    share = 0.25 + float(weight) / 2
    red, _, blue = pixel(await swapper.download(data["outputImageUrl"]), 10)
    assert (red, blue) == (round(4 * (1 - share)), round(4 * share))
    assert imgopen.violations == []


async def test_a_result_is_gone_once_its_time_is_over(clock: ShiftedClock, swapper: ImgOpenCustomer) -> None:
    url = (await swapper.swap())["outputImageUrl"]
    before = await swapper.status_of(url)

    clock.shift(timedelta(seconds=3600))

    assert (before, await swapper.status_of(url)) == (200, 404)


async def test_every_created_task_is_billed_once_under_its_own_id(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.credits = 10
    await swapper.submit(swapper.order("a"))
    await swapper.submit(swapper.order("b"), tool="v2/roop")
    await swapper.query("a")

    assert [(task.own_id, task.tool) for task in imgopen.paid_tasks] == [("a", "roop"), ("b", "v2/roop")]
    assert imgopen.credits == 8


async def test_an_empty_account_is_refused_and_not_billed(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.credits = 0

    answer = await swapper.submit(swapper.order())

    assert answer.json["code"] == "400"
    assert imgopen.paid_tasks == []


async def test_calls_are_remembered_in_order_with_their_bodies_and_the_clocks_time(
    clock: ShiftedClock, imgopen: ImgOpen, swapper: ImgOpenCustomer
) -> None:
    before = clock.now()
    data = await swapper.swap()
    await swapper.download(data["outputImageUrl"])

    assert [call.endpoint for call in imgopen.calls] == ["roop", "queryTask", "result"]
    assert imgopen.calls[0].body == swapper.order()
    assert all(before <= call.at <= clock.now() for call in imgopen.calls)


@pytest.mark.parametrize(
    ("script", "msg"),
    [(Script.FAIL_LATER, "the task failed as its script says"), (Script.NO_FACES, "no face was found")],
)
async def test_a_task_that_fails_later_is_billed_and_says_400(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, script: Script, msg: str
) -> None:
    imgopen.scripts.append(script)
    await swapper.submit(swapper.order())
    await imgopen.idle()

    answer = await swapper.query()

    assert answer.json == {"code": "400", "msg": msg}
    assert len(imgopen.paid_tasks) == 1


async def test_a_task_that_fails_at_create_is_not_billed_and_unknown(
    imgopen: ImgOpen, swapper: ImgOpenCustomer
) -> None:
    imgopen.scripts.append(Script.FAIL_AT_CREATE)

    submitted = await swapper.submit(swapper.order())

    assert submitted.json["code"] == "400"
    assert (await swapper.query()).json["code"] == "402"
    assert imgopen.paid_tasks == []


async def test_only_the_next_task_follows_the_script(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.scripts.append(Script.FAIL_AT_CREATE)
    await swapper.submit(swapper.order())

    assert (await swapper.submit(swapper.order())).json["code"] == "200"


async def test_a_picture_that_cannot_be_fetched_fails_the_task(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    await swapper.submit(swapper.order() | {"sourceUrl": f"{swapper.host.origin}/nothing"})
    await imgopen.idle()

    assert (await swapper.query()).json["msg"] == "the picture's URL answered 404"


async def test_a_picture_that_is_too_large_fails_the_task(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.config = replace(imgopen.config, max_bytes=100)
    await swapper.submit(swapper.order())
    await imgopen.idle()

    assert (await swapper.query()).json["msg"] == "more than 100 bytes"


async def test_a_picture_that_cannot_be_read_fails_the_task(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    order = swapper.order()
    swapper.host.put("source", paint()[:200])
    await swapper.submit(order)
    await imgopen.idle()

    assert (await swapper.query()).json["msg"] == "the picture cannot be read"
