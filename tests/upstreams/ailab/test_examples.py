"""The answers that the documents print, and the one that was observed, as they stand there."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.errors import Rejected
from bot.domain.outcomes import Finished, Found, Pending
from bot.domain.sentences import Reason
from tests.upstreams.ailab.bench import asked_about_job, asked_for, paid_for
from tests.upstreams.ailab.scripted import BASE64, KEY, PIXELS, Scripted

NEW_DETAIL = {"code": "", "code_message": "", "message": ""}
OLD_DETAIL = {"status_code": 200, "code": "", "code_message": "", "message": ""}
OLD = {"error_code": 0, "error_msg": "", "error_detail": OLD_DETAIL}
TASK_ID = "1714743372764.fb8fd68b-7f0e-1485-d003-32ee0f854a92"
IDS = {"request_id": "0A1B2C3D-0000-4000-8000-000000000003", "log_id": "77496032"}

QUERIES: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "ai-anime-generator",
        {
            **IDS,
            "error_detail": NEW_DETAIL,
            "task_status": 2,
            "data": {"result_url": "https://result.example/cartoon.png"},
        },
        ["https://result.example/cartoon.png"],
    ),
    (
        "ai-anime-generator",
        {**OLD, "task_status": 2, "data": {"result_url": "https://result.example/cartoon.png"}},
        ["https://result.example/cartoon.png"],
    ),
    (
        "image-hd-color-migration",
        {
            **OLD,
            "task_status": 2,
            "data": {"image_list": ["https://result.example/hd-1.png", "https://result.example/hd-2.png"]},
        },
        ["https://result.example/hd-1.png", "https://result.example/hd-2.png"],
    ),
    (
        "ai-face-swap",
        {**OLD, "task_status": 2, "data": {"image": "https://result.example/swap.jpg"}},
        ["https://result.example/swap.jpg"],
    ),
    (
        "hairstyle-editor-pro",
        {
            **IDS,
            "error_detail": NEW_DETAIL,
            "task_status": 2,
            "data": {"images": ["https://result.example/hair.png"]},
        },
        ["https://result.example/hair.png"],
    ),
]
FAILURES: list[dict[str, Any]] = [
    {
        "request_id": "A6697900-DAA5-510F-BF1E-12F51DAD40D1",
        "log_id": "77496026",
        "error_detail": {
            "code": "ERROR_NO_FACE_IN_FILE",
            "code_message": "No face detected in the file.",
            "message": "pic not has face",
        },
    },
    {
        "request_id": "A6697900-DAA5-510F-BF1E-12F51DAD40D1",
        "log_id": "77496026",
        "error_code": 422,
        "error_code_str": "FILE_CONTENT_NON_COMPLIANCE",
        "error_msg": "File content does not meet requirements. - 222202 - pic not has face",
        "error_detail": {
            "status_code": 422,
            "code": "ERROR_NO_FACE_IN_FILE",
            "code_message": "No face detected in the file.",
            "message": "pic not has face",
        },
    },
]
CREDITS: dict[str, Any] = {
    "unique_sign": "common",
    "name": "Universal credits",
    "balance": 1870.0,
    "total": 2000.0,
    "last_recharge_balance": 2000.0,
    "balance_warning": 100.0,
    "first_buy_time": 1767225600,
    "last_update_time": 1769904000,
}


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("ai-anime-generator", {**IDS, **OLD, "task_type": "async", "task_id": TASK_ID}),
        ("ai-hair-color", {**IDS, "error_detail": NEW_DETAIL, "task_id": TASK_ID}),
    ],
)
async def test_a_submission_is_taken(vendor: Scripted, name: str, answer: dict[str, Any]) -> None:
    outcome = await paid_for(vendor, name, answer)
    assert isinstance(outcome, Pending)
    assert outcome.upstream_id == TASK_ID


@pytest.mark.parametrize(("name", "answer", "urls"), QUERIES)
async def test_a_task_is_done(vendor: Scripted, name: str, answer: dict[str, Any], urls: list[str]) -> None:
    expires_at = vendor.clock.now() + timedelta(hours=24)
    assert await asked_for(vendor, name, answer) == Finished(
        found=tuple(Found(url=url, expires_at=expires_at) for url in urls)
    )


@pytest.mark.parametrize(
    ("job", "name", "data", "url"),
    [
        (
            "HD_COLOUR_MIGRATION",
            "image-hd-color-migration",
            {"status": "PROCESS_SUCCESS", "image_list": ["https://result.example/hd-1.png"]},
            "https://result.example/hd-1.png",
        ),
        (
            "GENERATE_CARTOONIZED_IMAGE",
            "ai-anime-generator",
            {"status": "PROCESS_SUCCESS", "result_url": "https://result.example/cartoon.png"},
            "https://result.example/cartoon.png",
        ),
    ],
)
async def test_a_job_is_done(vendor: Scripted, job: str, name: str, data: dict[str, Any], url: str) -> None:
    answer = {**IDS, **OLD, "error_code_str": "", "data": data}
    outcome = await asked_about_job(vendor, job, answer, name=name)
    assert isinstance(outcome, Finished)
    assert [found.url for found in outcome.found] == [url]


@pytest.mark.parametrize("answer", FAILURES)
async def test_there_is_no_face(vendor: Scripted, answer: dict[str, Any]) -> None:
    with pytest.raises(Rejected) as caught:
        await paid_for(vendor, "enhance-face", answer, status=422)
    assert caught.value.sentence.reason is Reason.NO_FACE
    assert "77496026" in caught.value.detail


async def test_a_picture_comes_in_the_answer(vendor: Scripted) -> None:
    answer = {**IDS, **OLD, "error_code_str": "", "image": BASE64}
    assert await paid_for(vendor, "image-colorization", answer) == Finished(found=(Found(data=PIXELS),))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("image-lossless-enlargement", {"url": "https://result.example/upscaled.png"}),
        ("portrait-animation", {"image_url": "https://result.example/pixar.png"}),
    ],
)
async def test_an_address_comes_in_the_answer(vendor: Scripted, name: str, data: dict[str, str]) -> None:
    outcome = await paid_for(vendor, name, {"data": data, **OLD, **IDS})
    assert isinstance(outcome, Finished)
    assert [found.url for found in outcome.found] == list(data.values())


@pytest.mark.parametrize("data", [[CREDITS], CREDITS])
async def test_the_credits_are_told(vendor: Scripted, data: Any) -> None:
    vendor.answer_credits({**IDS, "error_detail": NEW_DETAIL, "data": data})
    assert await vendor.upstream().check(KEY) is True
