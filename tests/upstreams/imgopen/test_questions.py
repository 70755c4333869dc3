"""What is asked, in which order, and what is made of it."""

from typing import Any

import pytest

from bot.domain.errors import Garbled
from bot.domain.offers import Order
from bot.domain.outcomes import Broke, Finished, Pending
from bot.domain.sentences import Reason
from bot.domain.toolbox.generate import ImagineOptions
from bot.domain.toolbox.understand import PromptOptions
from bot.domain.tools import NoOptions
from tests.upstreams import orders
from tests.upstreams.imgopen.scripted import KEY, Scripted, offer, success

V1, V2 = "sd/queryTaskInfo", "sd/v2/queryTaskInfo"
SUBMIT = "sd/v2/text2image"
URL = "https://aigcoss.zhiqiteai.cn/Output-Img2/1.png"
DRAWN = success(status=2, differentialImageRspList=[{"image_url": URL, "seed": 3247563571}])
DEFAULT: dict[str, Any] = {"default_model": "photon.safetensors"}


def drawing(**rest: Any) -> Order:
    return orders.made(ImagineOptions(prompt="a hill"), **{"task_id": "own", "credentials": KEY, **rest})


async def test_a_drawing_is_submitted_asked_about_and_finished(vendor: Scripted) -> None:
    upstream, order = vendor.upstream(**DEFAULT), drawing()
    text2image = offer(upstream, "imgopen.text2image")
    vendor.answer(SUBMIT, success(task_id="20000051"))
    vendor.answer(V2, success(id_task="own", status=1), DRAWN)
    submitted = await upstream.submit(text2image, order)
    assert isinstance(submitted, Pending)
    assert submitted.upstream_id == "20000051"
    assert isinstance(await upstream.poll(text2image, order), Pending)
    got = await upstream.poll(text2image, order)
    assert isinstance(got, Finished)
    assert (got.found[0].url, got.found[0].seed) == (URL, 3247563571)
    assert vendor.paths == [SUBMIT, V2, V2]


async def test_a_drawing_of_last_month_is_asked_for_in_the_archive(vendor: Scripted) -> None:
    upstream = vendor.upstream(**DEFAULT)
    vendor.answer(V1, DRAWN)
    assert isinstance(await upstream.poll(offer(upstream, "imgopen.text2image"), drawing()), Finished)
    assert vendor.paths == [V2, V1]


async def test_every_question_is_asked_by_our_id_and_then_by_the_platforms(vendor: Scripted) -> None:
    upstream = vendor.upstream(**DEFAULT)
    order = drawing(upstream_id="20000051", number=2)
    got = await upstream.look_up(offer(upstream, "imgopen.text2image"), order)
    assert isinstance(got, Broke)
    assert got.sentence.reason is Reason.SUBMISSION_LOST
    assert [(path.rpartition("saas/")[2], body["businessTaskId"]) for path, body in vendor.asked] == [
        (V2, "own-2"),
        (V1, "own-2"),
        (V2, "20000051"),
        (V1, "20000051"),
    ]


async def test_that_a_confirmed_drawing_does_not_exist_is_not_believed(vendor: Scripted) -> None:
    upstream = vendor.upstream(**DEFAULT)
    with pytest.raises(Garbled, match="code 402"):
        await upstream.poll(offer(upstream, "imgopen.text2image"), drawing())


async def test_the_first_answer_that_knows_the_task_is_the_last_question(vendor: Scripted) -> None:
    upstream = vendor.upstream(**DEFAULT)
    vendor.answer(V2, {"code": "400", "msg": "failed"})
    got = await upstream.look_up(offer(upstream, "imgopen.text2image"), drawing(upstream_id="20000051"))
    assert isinstance(got, Broke)
    assert got.sentence.reason is Reason.UPSTREAM_FAILED
    assert vendor.paths == [V2]


async def test_an_expansion_is_finished_at_once(vendor: Scripted) -> None:
    upstream = vendor.upstream()
    vendor.answer("tool/prompts/expand", success(status=0, prompts=["a hill in the morning"]))
    order = orders.made(PromptOptions(prompt="a hill"), credentials=KEY)
    got = await upstream.submit(offer(upstream, "imgopen.prompts-expand"), order)
    assert isinstance(got, Finished)
    assert [each.text for each in got.found] == ["a hill in the morning"]


async def test_an_expansion_whose_answer_was_lost_is_asked_for_at_its_tool_code(vendor: Scripted) -> None:
    upstream = vendor.upstream()
    vendor.answer("tool/prompts/expand/queryTask", success(prompts=["a hill in the morning"]))
    order = orders.made(PromptOptions(prompt="a hill"), credentials=KEY)
    assert isinstance(await upstream.look_up(offer(upstream, "imgopen.prompts-expand"), order), Finished)


ONE_ANSWER = {
    "endpoints": {
        "background_remove": {"path": "/cut", "body": {"url": "{image}"}, "result": "data.cutout", "price": 1}
    }
}


async def test_what_cannot_be_asked_about_has_the_result_in_its_only_answer(vendor: Scripted) -> None:
    upstream = vendor.upstream(**ONE_ANSWER)
    cut = offer(upstream, "imgopen.background-remove")
    order = orders.made(NoOptions(), "image", credentials=KEY)
    vendor.answers["/cut"].extend([success(cutout=URL), success(taskId="pre17")])
    assert isinstance(await upstream.submit(cut, order), Finished)
    got = await upstream.submit(cut, order)
    assert isinstance(got, Broke)
    assert got.sentence.reason is Reason.UPSTREAM_GARBLED


async def test_what_cannot_be_asked_about_is_not_looked_up(vendor: Scripted) -> None:
    upstream = vendor.upstream(**ONE_ANSWER)
    cut = offer(upstream, "imgopen.background-remove")
    order = orders.made(NoOptions(), "image", credentials=KEY)
    assert await upstream.look_up(cut, order) is None
    with pytest.raises(Garbled):
        await upstream.poll(cut, order)
    assert vendor.asked == []
