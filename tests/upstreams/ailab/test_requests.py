"""Each request exactly as its page asks for it."""

import pytest

from bot.domain.offers import Order
from bot.domain.outcomes import Finished, Pending
from tests.upstreams import orders
from tests.upstreams.ailab import pictures
from tests.upstreams.ailab.requests import REQUESTS, Request
from tests.upstreams.ailab.scripted import BASE64, KEY, SECRET, TAKEN, URL, File, Scripted, offer

EVERYTHING = {
    **TAKEN,
    "image": BASE64,
    "result": BASE64,
    "data": {"image_url": URL, "url": URL, "image_list": [URL], "elements": [{"image_url": URL}]},
}
"""An answer in which most endpoints find what they look for."""
IDS = [f"{request.key}: {request.options!r}"[:60] for request in REQUESTS]


def an_order(request: Request) -> Order:
    data = pictures.mask("L", 255)
    return orders.made(request.options, *request.files.values(), data=data, credentials=KEY)


@pytest.mark.parametrize("request_", REQUESTS, ids=IDS)
async def test_a_form_has_the_fields_and_files_of_its_page_and_no_others(vendor: Scripted, request_: Request) -> None:
    upstream = vendor.upstream(**request_.settings)
    made = offer(upstream, request_.key)
    vendor.answer(request_.path, {**EVERYTHING, **_of_place(request_.key)})
    outcome = await upstream.submit(made, an_order(request_))
    assert isinstance(outcome, Finished | Pending)
    (asked,) = vendor.asked
    assert (asked.method, asked.path, asked.content_type) == ("POST", request_.path, "multipart/form-data")
    assert asked.headers["ailabapi-api-key"] == SECRET
    assert asked.fields == request_.fields
    assert {part: file[:2] for part, file in asked.files.items()} == {
        part: (f"{slot}.png", "image/png") for part, slot in request_.files.items()
    }


def _of_place(key: str) -> dict[str, object]:
    """What has the same name elsewhere and means something else there."""
    if key.startswith("face-attribute"):
        return {"result": {"image": BASE64}}
    if key in {"face-fusion", "emotion-editor", "smart-beauty"}:
        return {"data": {"image": BASE64}}
    return {"data": {"binary_data_base64": [BASE64]}} if key in BINARY else {}


BINARY = {"remove-objects-advanced", "ai-object-replacer", "ai-image-extender"}


def test_every_offer_is_asked_for(vendor: Scripted) -> None:
    assert {f"ailab.{request.key}" for request in REQUESTS} == {each.key for each in vendor.upstream().offers}


@pytest.mark.parametrize(
    ("data", "file"),
    [
        (pictures.JPEG, File("image.jpg", "image/jpeg", pictures.JPEG)),
        (pictures.PNG, File("image.png", "image/png", pictures.PNG)),
        (pictures.WEBP, File("image.webp", "image/webp", pictures.WEBP)),
        (pictures.BMP, File("image.bmp", "image/bmp", pictures.BMP)),
    ],
)
async def test_a_file_is_named_and_typed_after_its_bytes(vendor: Scripted, data: bytes, file: File) -> None:
    upstream = vendor.upstream()
    vendor.answer("/api/portrait/effects/enhance-face", EVERYTHING)
    order = orders.made(REQUESTS[0].options, "image", data=data, credentials=KEY)
    await upstream.submit(offer(upstream, "enhance-face"), order)
    assert vendor.asked[0].files == {"image": file}
