"""Every result is found in the place that its page tells of."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.errors import Unknown
from bot.domain.outcomes import Broke, Finished, Found
from bot.domain.sentences import Reason
from bot.upstreams.ailab.endpoints import ENDPOINTS
from tests.upstreams.ailab.bench import asked_for, paid_for
from tests.upstreams.ailab.scripted import BASE64, FULL, PIXELS, SHORT, URL, Scripted

OTHER = "https://result.example/other.png"
URLS = {"data": {"result_urls": [URL, OTHER]}}
IMAGE_URL = {"data": {"image_url": URL}}
PIXELS_AT_THE_TOP = {"image": BASE64}
BINARY = {"data": {"binary_data_base64": [BASE64]}}

QUEUED: dict[str, dict[str, Any]] = {
    "ai-anime-generator": {"data": {"result_url": URL}},
    "ai-face-swap": {"data": {"image": URL}},
    "hairstyle-editor-pro": {"data": {"images": [URL, URL]}},
    "hairstyle-editor-premium": {"data": {"image": URL}},
    "ai-hair-color": URLS,
    "hd-universal-background-removal": IMAGE_URL,
    "emotion-editor-advanced": URLS,
    "photo-to-line-art": URLS,
    "photo-to-emoji-grid": URLS,
    "ai-photography": URLS,
    "ai-flower-wallpaper": URLS,
    "ai-big-head-effect": {"data": {"image": URL}},
    "ai-square-face-filter": {"data": {"image": URL}},
    "ai-bald": URLS,
    "ai-beard-removal": URLS,
    "ai-beard-styling": URLS,
    "ai-halloween-mask": URLS,
    "smart-skin-advanced": URLS,
    "try-on-clothes": {"data": {"image": URL}},
    "image-hd-color-migration": {"data": {"image_list": [URL, OTHER]}},
}
DIRECT_URL: list[tuple[str, dict[str, Any]]] = [
    ("enhance-face", IMAGE_URL),
    ("blurred-faces", IMAGE_URL),
    ("hd-portrait-background-removal", IMAGE_URL),
    ("hd-portrait-background-removal", {"data": {"elements": [{"image_url": URL}]}}),
    ("image-lossless-enlargement", {"data": {"url": URL}}),
    ("universal-background-removal", IMAGE_URL),
    ("portrait-background-removal", IMAGE_URL),
    (
        "avatar-extraction",
        {"data": {"elements": [{"image_url": URL, "width": 5, "x": 1}, {"image_url": OTHER, "height": 4, "y": 2}]}},
    ),
    ("portrait-animation", IMAGE_URL),
    ("remove-objects", IMAGE_URL),
    ("remove-objects-pro", IMAGE_URL),
    ("image-color-enhancement", IMAGE_URL),
    ("photo-retouching", IMAGE_URL),
    ("image-cropping", {"data": {"url": URL, "retain_location": {"width": 3, "height": 3, "x": 0, "y": 0}}}),
    ("smart-skin", IMAGE_URL),
    ("face-filter", IMAGE_URL),
    ("image-color-migration", {"data": {"image_list": [URL, OTHER]}}),
]
DIRECT_BYTES: list[tuple[str, dict[str, Any]]] = [
    ("image-colorization", PIXELS_AT_THE_TOP),
    ("image-defogging", PIXELS_AT_THE_TOP),
    ("image-contrast-enhancement", PIXELS_AT_THE_TOP),
    ("image-sharpness-enhancement", PIXELS_AT_THE_TOP),
    ("stretch-image-recovery", {**PIXELS_AT_THE_TOP, "ratio": 1.5}),
    ("image-style-conversion", PIXELS_AT_THE_TOP),
    ("face-fusion", {"data": {"image": BASE64}}),
    ("face-attribute-editing", {"result": {"image": BASE64}}),
    ("emotion-editor", {"data": {"image": BASE64}}),
    ("remove-objects-advanced", BINARY),
    ("ai-object-replacer", BINARY),
    ("ai-image-extender", BINARY),
    ("smart-beauty", {"task_type": "sync", "data": {"image": BASE64}}),
    ("smart-beauty", {"task_type": "sync", "result": BASE64}),
    ("face-beauty-pro", {"task_type": "sync", "result": BASE64}),
]
ENVELOPES = pytest.mark.parametrize("envelope", [SHORT, FULL], ids=["short envelope", "full envelope"])


def urls_in(answer: dict[str, Any]) -> list[str]:
    text = str(answer)
    return [url for url in (URL, OTHER) if url in text]


def test_no_endpoint_is_left_out() -> None:
    tested = {*QUEUED, *(name for name, _ in DIRECT_URL), *(name for name, _ in DIRECT_BYTES)}
    assert tested == set(ENDPOINTS)


@ENVELOPES
@pytest.mark.parametrize(("name", "answer"), QUEUED.items(), ids=QUEUED)
async def test_a_queued_result_is_found_and_lives_for_a_day(
    vendor: Scripted, name: str, answer: dict[str, Any], envelope: dict[str, Any]
) -> None:
    outcome = await asked_for(vendor, name, {**envelope, "task_status": 2, **answer})
    expires_at = vendor.clock.now() + timedelta(hours=24)
    assert outcome == Finished(found=tuple(Found(url=url, expires_at=expires_at) for url in urls_in(answer)))


@ENVELOPES
@pytest.mark.parametrize(("name", "answer"), DIRECT_URL)
async def test_a_direct_result_at_an_address_is_found_and_lives_for_a_day(
    vendor: Scripted, name: str, answer: dict[str, Any], envelope: dict[str, Any]
) -> None:
    outcome = await paid_for(vendor, name, {**envelope, **answer})
    expires_at = vendor.clock.now() + timedelta(hours=24)
    assert outcome == Finished(found=tuple(Found(url=url, expires_at=expires_at) for url in urls_in(answer)))


@ENVELOPES
@pytest.mark.parametrize(("name", "answer"), DIRECT_BYTES)
async def test_a_direct_result_in_base64_is_the_picture_itself(
    vendor: Scripted, name: str, answer: dict[str, Any], envelope: dict[str, Any]
) -> None:
    assert await paid_for(vendor, name, {**envelope, **answer}) == Finished(found=(Found(data=PIXELS),))


@pytest.mark.parametrize("text", [f"data:image/png;base64,{BASE64}", f"{BASE64[:8]}\r\n{BASE64[8:]}\n"])
async def test_base64_may_have_a_prefix_and_lines(vendor: Scripted, text: str) -> None:
    outcome = await paid_for(vendor, "image-defogging", {**FULL, "image": text})
    assert outcome == Finished(found=(Found(data=PIXELS),))


async def test_a_picture_of_many_megabytes_fits_into_an_answer(vendor: Scripted) -> None:
    outcome = await paid_for(vendor, "image-defogging", {**FULL, "image": BASE64 * 400_000})
    assert isinstance(outcome, Finished)
    assert outcome.found[0].data == PIXELS * 400_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "data:image/png;base64,",
        [BASE64] * 101,
        "####",
        f"{BASE64}!",
        BASE64[:-1],
        5,
        None,
        {"a": 1},
        f"-_{BASE64}",
        "ä",
    ],
)
async def test_a_paid_answer_without_a_picture_that_can_be_read_is_unknown(vendor: Scripted, text: Any) -> None:
    with pytest.raises(Unknown):
        await paid_for(vendor, "image-defogging", {**FULL, "image": text})


@pytest.mark.parametrize("url", ["", None, "ftp://a.test/b", 7, [[URL]], {"url": URL}, "https://a b"])
async def test_a_paid_answer_without_an_address_is_unknown(vendor: Scripted, url: Any) -> None:
    with pytest.raises(Unknown):
        await paid_for(vendor, "enhance-face", {**FULL, "data": {"image_url": url}})


@pytest.mark.parametrize(
    "answer", [{}, {"data": None}, {"data": {}}, {"data": {"image": None}}, {"data": {"image": "no address"}}]
)
async def test_done_without_a_result_is_a_failure(vendor: Scripted, answer: dict[str, Any]) -> None:
    outcome = await asked_for(vendor, "ai-face-swap", {**FULL, "task_status": 2, **answer})
    assert isinstance(outcome, Broke)
    assert outcome.sentence.reason is Reason.UPSTREAM_GARBLED
