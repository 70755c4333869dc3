from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.domain.clock import ShiftedClock
from bot.sandbox.upstreams import Audit, Fault, ImgOpen, Script, ToolSwitches, model_row
from bot.sandbox.upstreams.imgopen.tools import DRAWINGS
from tests.sandbox.upstreams.customers import Answer, ImgOpenCustomer, paint, pixel
from tests.sandbox.upstreams.imgopen.orders import CONTROLNET, IMAGE2IMAGE, OWN_ID, TEXT2IMAGE, drawing_body, picture

LIVE, ARCHIVE = "sd/v2/queryTaskInfo", "sd/queryTaskInfo"


async def ask(customer: ImgOpenCustomer, *, at: str = LIVE, own_id: str = OWN_ID) -> Answer:
    return await customer.send(at, {"businessTaskId": own_id})


async def draw(customer: ImgOpenCustomer, code: str = TEXT2IMAGE, **more: Any) -> Any:
    """Order, wait, and the live query's data."""
    await customer.send(code, drawing_body(customer, code, **more))
    await customer.vendor.idle()
    return (await ask(customer)).json["data"]


def urls(data: Any) -> list[str]:
    return [item["image_url"] for item in data["differentialImageRspList"]]


async def first_picture(customer: ImgOpenCustomer, data: Any) -> bytes:
    return await customer.download(urls(data)[0])


def months_later(clock: ShiftedClock) -> None:
    clock.shift(timedelta(days=40))


@pytest.mark.parametrize("code", DRAWINGS)
async def test_the_live_query_answers_as_its_example(imgopen: ImgOpen, swapper: ImgOpenCustomer, code: str) -> None:
    data = await draw(swapper, code)

    (item,) = data.pop("differentialImageRspList")
    assert data == {"id_task": OWN_ID, "status": 2, "desc": "Success", "temporaryImageDto": None}
    assert set(item) == {"img_audit", "img_audit_status", "image_status", "image_url", "seed"}
    assert item["img_audit"] == [{"confidence": None, "label": "nonLabel"}]
    assert (item["img_audit_status"], item["image_status"]) == (True, 1)
    assert imgopen.violations == []


async def test_the_archive_answers_with_the_platforms_id(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, clock: ShiftedClock
) -> None:
    await draw(swapper)
    months_later(clock)

    data = (await ask(swapper, at=ARCHIVE)).json["data"]

    assert set(data) == {"task_id", "status", "desc", "differentialImageRspList"}
    assert data["task_id"] == imgopen.paid_tasks[0].platform_id


@pytest.mark.parametrize(("serves", "code"), [("archived", "402"), ("all", "200")])
async def test_the_archive_has_this_months_tasks_only_by_choice(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, serves: Any, code: str
) -> None:
    imgopen.config = replace(imgopen.config, v1_serves=serves)
    await draw(swapper)

    assert (await ask(swapper, at=ARCHIVE)).json["code"] == code


async def test_the_live_query_forgets_the_tasks_of_earlier_months(
    swapper: ImgOpenCustomer, clock: ShiftedClock
) -> None:
    await draw(swapper)
    months_later(clock)

    assert (await ask(swapper)).json["code"] == "402"


@pytest.mark.parametrize(("hours", "is_live"), [(0, True), (8, False)])
async def test_a_month_ends_at_midnight_of_the_configured_zone(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, clock: ShiftedClock, hours: int, *, is_live: bool
) -> None:
    imgopen.config = replace(imgopen.config, month_zone=timezone(timedelta(hours=hours)))
    now = clock.now()
    first_of_next = datetime(now.year + now.month // 12, now.month % 12 + 1, 1, tzinfo=UTC)
    month_after = (first_of_next + timedelta(days=40)).replace(day=1)
    clock.shift(month_after - timedelta(hours=10) - now)
    await draw(swapper)
    clock.shift(timedelta(hours=4))

    assert ((await ask(swapper)).json["code"] == "200") is is_live


async def test_a_task_is_found_by_the_platforms_id_too(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    await draw(swapper)
    platform_id = imgopen.paid_tasks[0].platform_id

    assert (await ask(swapper, own_id=platform_id)).json["data"]["id_task"] == platform_id


@pytest.mark.parametrize("query", [LIVE, ARCHIVE])
async def test_a_task_that_nobody_ordered_is_unknown(imgopen: ImgOpen, swapper: ImgOpenCustomer, query: str) -> None:
    assert (await ask(swapper, at=query)).json["code"] == "402"
    assert imgopen.violations == []


async def test_a_picture_comes_for_each_of_each_batch_and_seeds_count_up(swapper: ImgOpenCustomer) -> None:
    data = await draw(swapper, n_iter=2, batch_size=3, seed="41")

    pictures = {await swapper.download(url) for url in urls(data)}
    assert [item["seed"] for item in data["differentialImageRspList"]] == [41, 42, 43, 44, 45, 46]
    assert len(pictures) == 6


@pytest.mark.parametrize("wish", [{}, {"seed": "-1"}])
async def test_a_seed_by_chance_needs_more_than_31_bits(swapper: ImgOpenCustomer, wish: dict[str, str]) -> None:
    data = await draw(swapper, **wish)

    assert 2**31 <= data["differentialImageRspList"][0]["seed"] < 2**32


async def test_controlnet_takes_its_seed_as_text_where_it_is_set_so(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.config = replace(imgopen.config, controlnet_seed="text")

    data = await draw(swapper, CONTROLNET, seed="1221212")
    refused = await swapper.send(CONTROLNET, drawing_body(swapper, CONTROLNET, seed=1221212))

    assert data["differentialImageRspList"][0]["seed"] == 1221212
    assert refused.json["msg"] == "seed: Input should be of type str"
    assert len(imgopen.violations) == 1


async def test_a_picture_has_the_size_that_was_ordered(swapper: ImgOpenCustomer) -> None:
    picture = await first_picture(swapper, await draw(swapper, width=72, height=40))

    with Image.open(BytesIO(picture)) as image:
        assert image.size == (72, 40)


async def test_the_second_pass_enlarges(swapper: ImgOpenCustomer) -> None:
    picture = await first_picture(swapper, await draw(swapper, enable_hr=True, hr_scale=3))

    with Image.open(BytesIO(picture)) as image:
        assert image.size == (192, 144)


async def test_only_what_the_mask_shows_white_is_redrawn(swapper: ImgOpenCustomer) -> None:
    mask = swapper.host.put("mask.png", paint("black", size=(96, 80), form="PNG"))

    data = await draw(swapper, IMAGE2IMAGE, scripts={"mask_link": mask}, denoising_strength=1, width=96, height=80)

    picture = await first_picture(swapper, data)
    assert pixel(picture, 10) == (4, 0, 0)
    assert pixel(picture, 85) != (4, 4, 4)


async def test_controlnet_finds_its_picture_inside_its_own_object(swapper: ImgOpenCustomer) -> None:
    inner = {"args": [{"module": "canny", "image": picture(swapper)}]}

    data = await draw(swapper, CONTROLNET, scripts={"image_link": None, "controlnet": inner})

    assert urls(data)


async def test_controlnet_without_any_picture_is_refused(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    answer = await swapper.send(CONTROLNET, drawing_body(swapper, CONTROLNET, scripts={"image_link": None}))

    assert answer.json == {"code": "400", "msg": "there is no picture to follow"}
    assert imgopen.paid_tasks == []


@pytest.mark.parametrize("code", DRAWINGS)
async def test_a_model_that_vanished_is_refused_without_a_violation(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, code: str
) -> None:
    imgopen.config = replace(imgopen.config, models=(model_row(1, "Other", "other.safetensors"),))

    answer = await swapper.send(code, drawing_body(swapper, code))

    assert answer.json == {"code": "400", "msg": "model photon_v1_84728.safetensors does not exist"}
    assert (imgopen.violations, imgopen.paid_tasks) == ([], [])


async def test_a_drawing_in_the_making_has_no_pictures(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.scripts.append(Script.NEVER_FINISH)

    data = await draw(swapper)

    assert (data["status"], data["differentialImageRspList"], data["temporaryImageDto"]) == (3, [], None)


async def test_a_drawing_in_the_making_can_show_progress(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.config = replace(imgopen.config, shows_progress=True)
    imgopen.scripts.append(Script.NEVER_FINISH)

    assert isinstance((await draw(swapper))["temporaryImageDto"], dict)


async def test_a_drawing_that_failed_says_400(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.scripts.append(Script.FAIL_LATER)
    await swapper.send(TEXT2IMAGE, drawing_body(swapper, TEXT2IMAGE))
    await imgopen.idle()

    assert (await ask(swapper)).json == {"code": "400", "msg": "the task failed as its script says"}


@pytest.mark.parametrize("query", [LIVE, ARCHIVE])
async def test_a_lie_says_finished_without_pictures(imgopen: ImgOpen, swapper: ImgOpenCustomer, query: str) -> None:
    imgopen.config = replace(imgopen.config, v1_serves="all")
    await draw(swapper)
    imgopen.faults.add(Fault.LIE, endpoint=query)

    data = (await ask(swapper, at=query)).json["data"]

    assert (data["status"], data["differentialImageRspList"]) == (2, [])


async def test_a_submit_can_answer_with_the_pictures(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.config = replace(imgopen.config, per_tool={TEXT2IMAGE: ToolSwitches(submit_reply="result")})

    answer = await swapper.send(TEXT2IMAGE, drawing_body(swapper, TEXT2IMAGE))

    assert len(urls(answer.json["data"])) == 1


async def test_a_flagged_prompt_marks_every_picture_in_three_fields(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.config = replace(imgopen.config, audit=Audit(words=frozenset({"forest"})))

    items = (await draw(swapper, batch_size=2))["differentialImageRspList"]

    marks = [(item["img_audit"][0]["label"], item["img_audit_status"], item["image_status"]) for item in items]
    assert marks == [("pornographic", False, 2)] * 2


async def test_other_prompts_are_not_marked(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    imgopen.config = replace(imgopen.config, audit=Audit(words=frozenset({"beach"})))

    assert (await draw(swapper))["differentialImageRspList"][0]["img_audit_status"] is True


async def test_only_the_first_picture_can_be_marked_and_in_one_field_only(
    imgopen: ImgOpen, swapper: ImgOpenCustomer
) -> None:
    audit = Audit(words=frozenset({"forest"}), pictures="first", marks=frozenset({"label"}), label="blood")
    imgopen.config = replace(imgopen.config, audit=audit)

    items = (await draw(swapper, batch_size=2))["differentialImageRspList"]

    assert [item["img_audit"][0]["label"] for item in items] == ["blood", "nonLabel"]
    assert all(item["img_audit_status"] and item["image_status"] == 1 for item in items)
