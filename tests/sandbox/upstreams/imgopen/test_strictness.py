from dataclasses import replace
from typing import Any

import pytest
from aiohttp import ClientSession
from yarl import URL

from bot.sandbox.upstreams import ImgOpen
from tests.sandbox.upstreams.customers import ImgOpenCustomer

SUBMIT = "/AIGCImgOpenServ/saas/tool/v2/roop"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"businessTaskId": None}, "businessTaskId"),
        ({"businessTaskId": ""}, "businessTaskId"),
        ({"businessTaskId": 7}, "businessTaskId"),
        ({"sourceUrl": None}, "sourceUrl"),
        ({"sourceUrl": ["http://127.0.0.1/a"]}, "sourceUrl"),
        ({"targetUrl": None}, "targetUrl"),
        ({"fidelityWeight": 0.5}, "fidelityWeight"),
        ({"fidelityWeight": "1.5"}, "fidelityWeight"),
        ({"fidelityWeight": "nan"}, "fidelityWeight"),
        ({"fidelityWeight": "much"}, "fidelityWeight"),
        ({"fidelity_weight": "0.5"}, "fidelity_weight"),
        ({"callbackUrl": "http://127.0.0.1/cb"}, "callbackUrl"),
    ],
)
async def test_a_wrong_or_unknown_field_is_refused_with_400_and_recorded(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, change: dict[str, Any], field: str
) -> None:
    answer = await swapper.submit(swapper.order() | change, tool="v2/roop")

    assert answer.json["code"] == "400"
    assert answer.json["msg"].startswith(f"{field}: ")
    assert [violation.endpoint for violation in imgopen.violations] == ["v2/roop"]
    assert imgopen.paid_tasks == []


@pytest.mark.parametrize("field", ["businessTaskId", "sourceUrl", "targetUrl"])
async def test_a_missing_field_is_named(imgopen: ImgOpen, swapper: ImgOpenCustomer, field: str) -> None:
    body = swapper.order()
    del body[field]

    answer = await swapper.submit(body)

    assert answer.json == {"code": "400", "msg": f"{field}: Field required"}
    assert len(imgopen.violations) == 1


async def test_version_1_knows_no_weight(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    answer = await swapper.submit(swapper.order(fidelityWeight="0.5"))

    assert answer.json["code"] == "400"
    assert imgopen.violations[0].endpoint == "roop"


async def test_a_query_is_read_as_strictly(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    answer = await swapper.post("/AIGCImgOpenServ/saas/tool/roop/queryTask", {"taskId": "own-1"})

    assert answer.json["code"] == "400"
    assert imgopen.violations[0].endpoint == "queryTask"


@pytest.mark.parametrize(("body", "media_type"), [(b"{", "application/json"), (b"{}", "text/plain")])
async def test_a_body_that_is_no_json_is_a_violation(
    imgopen: ImgOpen, swapper: ImgOpenCustomer, body: bytes, media_type: str
) -> None:
    headers = {**swapper.headers, "Content-Type": media_type}
    async with swapper.session.post(imgopen.base_url + SUBMIT, data=body, headers=headers) as response:
        answer = await response.json()

    assert answer["code"] == "400"
    assert len(imgopen.violations) == 1


@pytest.mark.parametrize("header", ["X-Request-req-accessKeyId", "X-Request-req-accessKeySecret"])
async def test_a_wrong_key_is_refused_and_no_violation(imgopen: ImgOpen, swapper: ImgOpenCustomer, header: str) -> None:
    imgopen.config = replace(imgopen.config, wrong_key_code="401")
    stranger = replace(swapper, headers={**swapper.headers, header: "wrong"})

    answer = await stranger.submit(swapper.order())

    assert answer.json["code"] == "401"
    assert imgopen.violations == []
    assert imgopen.paid_tasks == []


@pytest.mark.parametrize("header", ["X-Request-req-accessKeyId", "X-Request-req-accessKeySecret"])
async def test_a_missing_key_is_a_violation(imgopen: ImgOpen, swapper: ImgOpenCustomer, header: str) -> None:
    stranger = replace(swapper, headers={name: swapper.headers[name] for name in swapper.headers if name != header})

    answer = await stranger.query()

    assert answer.json["code"] == "400"
    assert imgopen.violations[0].sentence == f"header {header} is missing"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/AIGCImgOpenServ/saas/tool/upscale"),
        ("POST", "/AIGCImgOpenServ/saas/tool/hair/change/queryTask"),
        ("POST", "/AIGCImgOpenServ/saas/tool/v2%2Froop/queryTask"),
        ("GET", "/AIGCImgOpenServ/saas/tool/roop"),
    ],
)
async def test_a_path_that_is_not_documented_answers_404_and_is_a_violation(
    imgopen: ImgOpen, session: ClientSession, method: str, path: str
) -> None:
    async with session.request(method, URL(imgopen.base_url + path, encoded=True)) as response:
        status = response.status

    assert status == 404
    assert [violation.endpoint for violation in imgopen.violations] == ["unknown"]


async def test_keys_are_neither_in_calls_nor_in_violations(imgopen: ImgOpen, swapper: ImgOpenCustomer) -> None:
    await swapper.submit({"unknown": True})

    assert imgopen.access_key_secret not in f"{imgopen.calls} {imgopen.violations} {imgopen!r}"
