"""Envelopes, places and results as the switches have them."""

from base64 import b64decode
from dataclasses import replace
from typing import Any

import pytest

from bot.sandbox.upstreams import AilabTools
from bot.sandbox.upstreams.ailab.codes import STATUS
from tests.sandbox.upstreams.ailab.orders import SIZE, AilabCustomer, half_mask, jpeg, opened, png
from tests.sandbox.upstreams.customers import pixel

SHORT = {"request_id", "log_id", "error_detail"}
OBSERVED = SHORT | {"error_code"}
FULL = OBSERVED | {"error_code_str", "error_msg"}
UPSCALER, CUTTER, ERASER = "image-lossless-enlargement", "universal-background-removal", "remove-objects"


def test_the_vendors_table_has_126_codes() -> None:
    assert len(STATUS) == 126
    assert (STATUS["ERROR_NOT_ENOUGH_CREDITS"], STATUS["PROCESSING_FAILURE"]) == (429, 500)


@pytest.mark.parametrize(
    ("envelope", "code", "keys"),
    [
        ("page", "image-defogging", FULL),
        ("page", "emotion-editor", SHORT),
        ("short", "image-defogging", SHORT),
        ("full", "emotion-editor", FULL),
        ("observed", "image-defogging", OBSERVED),
    ],
)
async def test_a_success_has_the_envelope_of_its_page_or_of_the_switch(
    ailab: AilabTools, customer: AilabCustomer, envelope: Any, code: str, keys: set[str]
) -> None:
    ailab.config = replace(ailab.config, envelope=envelope)

    answer = (await customer.order(code)).json

    assert answer.keys() - {"image", "data"} == keys
    assert (answer["error_detail"]["code"], answer.get("error_code", 0)) == ("", 0)
    assert answer["error_detail"].get("status_code", 200) == 200


@pytest.mark.parametrize(("envelope", "keys"), [("short", SHORT), ("full", FULL), ("observed", OBSERVED)])
async def test_a_failure_has_its_code_in_each_envelope(
    ailab: AilabTools, customer: AilabCustomer, envelope: Any, keys: set[str]
) -> None:
    ailab.config = replace(ailab.config, envelope=envelope)
    ailab.errors.append("ERROR_NO_FACE_IN_FILE")

    answer = await customer.order("image-defogging")

    assert (answer.status, answer.json.keys()) == (422, keys)
    assert answer.json["error_detail"]["code_message"] == "No face detected in the file."
    assert answer.json.get("error_code", 422) == 422


async def test_an_enlargement_is_so_many_times_as_large(customer: AilabCustomer) -> None:
    url = (await customer.fetch(UPSCALER, {"upscale_factor": "3"}))["data"]["url"]

    assert opened(await customer.download(url)).size == (SIZE[0] * 3, SIZE[1] * 3)


@pytest.mark.parametrize(("asked", "made"), [("png", "PNG"), ("jpg", "JPEG"), ("bmp", "BMP")])
async def test_an_enlargement_has_the_format_that_was_asked_for(customer: AilabCustomer, asked: str, made: str) -> None:
    url = (await customer.fetch(UPSCALER, {"output_format": asked}))["data"]["url"]

    assert url.endswith(f".{asked}")
    assert opened(await customer.download(url)).format == made


async def test_an_enlargement_beyond_3840x2160_is_a_jpeg(customer: AilabCustomer) -> None:
    answer = await customer.fetch(UPSCALER, {"upscale_factor": "4"}, sent={"image": jpeg(size=(1000, 900))})

    assert opened(await customer.download(answer["data"]["url"])).format == "JPEG"


@pytest.mark.parametrize(
    ("form", "mode", "size"),
    [("", "RGBA", SIZE), ("mask", "L", SIZE), ("whiteBK", "RGB", SIZE), ("crop", "RGBA", (160, 140))],
)
async def test_a_cutout_has_the_form_that_was_asked_for(
    customer: AilabCustomer, form: str, mode: str, size: tuple[int, int]
) -> None:
    answer = await customer.fetch(CUTTER, {"return_form": form} if form else {})

    image = opened(await customer.download(answer["data"]["image_url"]))
    assert (image.mode, image.size) == (mode, size)


async def test_heads_are_told_with_their_places(customer: AilabCustomer) -> None:
    elements = (await customer.fetch("avatar-extraction"))["data"]["elements"]

    assert [(each["x"], each["y"], each["width"], each["height"]) for each in elements] == [
        (0, 0, 160, 280),
        (160, 0, 160, 280),
    ]


async def test_a_crop_has_its_size_and_says_where_it_was(customer: AilabCustomer) -> None:
    data = (await customer.fetch("image-cropping", {"width": "100", "height": "90"}))["data"]

    assert data["retain_location"] == {"width": 100, "height": 90, "x": 110, "y": 95}
    assert opened(await customer.download(data["url"])).size == (100, 90)


async def test_a_restored_stretch_says_its_ratio(customer: AilabCustomer) -> None:
    answer = await customer.fetch("stretch-image-recovery")

    assert opened(b64decode(answer["image"])).size == (400, 280)
    assert answer["ratio"] == 1.25


async def test_an_extended_picture_grows_by_the_shares(customer: AilabCustomer) -> None:
    answer = await customer.fetch("ai-image-extender", {"left": "0.5", "right": "0.5", "top": "1", "bottom": "0"})

    assert opened(b64decode(answer["data"]["binary_data_base64"][0])).size == (640, 560)


async def test_an_extender_takes_sides_or_a_mask(ailab: AilabTools, customer: AilabCustomer) -> None:
    both = await customer.order("ai-image-extender", {"left": "0.5"}, sent={"mask": png()})
    mask = await customer.order("ai-image-extender", sent={"mask": png()})

    assert (both.status, mask.status) == (400, 200)
    assert len(ailab.violations) == 1


@pytest.mark.parametrize(("marks", "kept"), [("white", 20), ("black", 300)])
async def test_either_colour_of_a_mask_can_mark(
    ailab: AilabTools, customer: AilabCustomer, marks: Any, kept: int
) -> None:
    ailab.config = replace(ailab.config, mask_marks=marks)

    answer = await customer.fetch(ERASER, sent={"mask": png(half_mask())})

    picture = await customer.download(answer["data"]["image_url"])
    colours = {x: pixel(picture, x) for x in (20, 300)}
    assert [x for x, before in ((20, (4, 0, 0)), (300, (4, 4, 4))) if colours[x] == before] == [kept]


@pytest.mark.parametrize(
    ("code", "texts", "others"),
    [
        ("hairstyle-editor-pro", {"color": "pink"}, {"color": "blue"}),
        ("emotion-editor-advanced", {"expression": "tired_blank_eyes"}, {"expression": "cute_pout"}),
        ("face-attribute-editing", {"action_type": "TO_OLD"}, {"action_type": "TO_FEMALE"}),
        ("face-filter", {"strength": "0.1"}, {"strength": "0.9"}),
        ("ai-anime-generator", {"index": "1"}, {"index": "2"}),
    ],
)
async def test_one_option_can_be_told_from_another(
    customer: AilabCustomer, code: str, texts: dict[str, str], others: dict[str, str]
) -> None:
    pictures = [await made(customer, await customer.fetch(code, each)) for each in (texts, others, texts)]

    assert (pictures[0] == pictures[2], pictures[0] == pictures[1]) == (True, False)


async def made(customer: AilabCustomer, answer: dict[str, Any]) -> bytes:
    """The picture of an answer, wherever it is."""
    fields = [answer.get(name) or {} for name in ("data", "result")]
    found = next(value for each in fields for value in each.values())
    text = found[0] if isinstance(found, list) else found
    return await customer.download(text) if text.startswith("http") else b64decode(text)


async def test_the_two_swaps_call_their_pictures_the_other_way_round(customer: AilabCustomer) -> None:
    sent = {"image_target": jpeg("red", (400, 300)), "image_template": jpeg("blue", (300, 400))}
    swap = (await customer.fetch("ai-face-swap", sent=sent))["data"]["image"]
    fusion = (await customer.fetch("face-fusion", sent=sent))["data"]["image"]

    assert opened(await customer.download(swap)).size == (400, 300)
    assert opened(b64decode(fusion)).size == (300, 400)


@pytest.mark.parametrize("code", ["smart-beauty", "face-beauty-pro"])
async def test_beauty_can_be_fetched_later(customer: AilabCustomer, code: str) -> None:
    submit = (await customer.order(code, {"task_type": "async"})).json
    answer = await customer.fetch(code, {"task_type": "async"})

    url = answer["data"]["image_url"] if code == "smart-beauty" else answer["result_url"]
    assert submit["task_type"] == "async"
    assert opened(await customer.download(url)).size == SIZE


@pytest.mark.parametrize(
    ("code", "change", "place"),
    [
        ("hd-portrait-background-removal", {"hd_portrait_place": "data.elements[].image_url"}, "elements"),
        ("smart-beauty", {"smart_beauty_place": "result"}, "result"),
        ("photo-to-line-art", {"undocumented_place": "data.image"}, "image"),
    ],
)
async def test_a_doubtful_place_is_a_switch(
    ailab: AilabTools, customer: AilabCustomer, code: str, change: dict[str, Any], place: str
) -> None:
    ailab.config = replace(ailab.config, **change)

    answer = await customer.fetch(code)

    assert place in answer.get("data", answer)


async def test_base64_can_have_a_prefix(ailab: AilabTools, customer: AilabCustomer) -> None:
    ailab.config = replace(ailab.config, base64_prefix=True)

    assert (await customer.fetch("image-defogging"))["image"].startswith("data:image/png;base64,")


async def test_a_png_can_be_called_jpg(ailab: AilabTools, customer: AilabCustomer) -> None:
    ailab.config = replace(ailab.config, always_jpg=True)

    url = (await customer.fetch("blurred-faces"))["data"]["image_url"]

    assert url.endswith(".jpg")
    assert opened(await customer.download(url)).format == "PNG"
