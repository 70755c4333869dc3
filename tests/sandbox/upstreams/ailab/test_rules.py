"""Each rule has an order that breaks it and no other: it is refused, and passes once that rule is off."""

from dataclasses import dataclass, field, replace
from io import BytesIO

import pytest
from aiohttp import FormData
from PIL import Image

from bot.sandbox.upstreams import AilabTools
from bot.sandbox.upstreams.ailab import ENDPOINTS, Rule
from tests.sandbox.upstreams.ailab.orders import SIZE, AilabCustomer, Attachment, half_mask, jpeg, png
from tests.sandbox.upstreams.customers import paint

UPSCALER, ERASER, CUTTER = "image-lossless-enlargement", "remove-objects-advanced", "universal-background-removal"


def gif() -> Attachment:
    return Attachment(data=paint(size=SIZE, form="GIF"), filename="a.gif", content_type="image/gif")


def mask_with_profile() -> Attachment:
    return png(icc_profile=b"\0" * 128)


def large() -> Attachment:
    """Bytes after the end of a JPEG are no part of it."""
    return replace(jpeg(), data=paint(size=SIZE) + bytes(3 * 1024 * 1024))


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """An order to the endpoint with these changes breaks the rule, and is answered with the status and the error."""

    rule: Rule
    code: str
    status: int
    error: str
    texts: dict[str, str] = field(default_factory=dict)
    sent: dict[str, Attachment] = field(default_factory=dict)
    drop: tuple[str, ...] = ()


BREACHES = [
    Breach(rule=Rule.UNKNOWN_FIELD, code=UPSCALER, texts={"scale": "2"}, status=400, error="ERROR_PARAMETERS"),
    Breach(
        rule=Rule.UNKNOWN_FIELD,
        code="hairstyle-editor-pro",
        texts={"task_type": "async"},
        status=400,
        error="ERROR_PARAMETERS",
    ),
    Breach(rule=Rule.UNKNOWN_FIELD, code=UPSCALER, sent={"mask": png()}, status=400, error="ERROR_PARAMETERS"),
    Breach(
        rule=Rule.MISSING_FIELD, code="ai-anime-generator", drop=("task_type",), status=400, error="MISSING_PARAMETERS"
    ),
    Breach(
        rule=Rule.VALUE, code=UPSCALER, texts={"upscale_factor": "5"}, status=400, error="UNSUPPORTED_PARAMETER_VALUES"
    ),
    Breach(
        rule=Rule.VALUE,
        code="face-attribute-editing",
        texts={"action_type": "V2_AGE"},
        status=400,
        error="UNSUPPORTED_PARAMETER_VALUES",
    ),
    Breach(
        rule=Rule.VALUE,
        code="hairstyle-editor-premium",
        drop=("hair_style",),
        status=400,
        error="UNSUPPORTED_PARAMETER_VALUES",
    ),
    Breach(rule=Rule.FILE_BYTES, code=UPSCALER, sent={"image": large()}, status=413, error="FILE_SIZE_EXCEEDS_LIMIT"),
    Breach(rule=Rule.FILE_FORMAT, code=UPSCALER, sent={"image": gif()}, status=415, error="UNSUPPORTED_FILE_TYPES"),
    Breach(
        rule=Rule.FILE_NAME,
        code=UPSCALER,
        sent={"image": replace(jpeg(), filename="picture.avif")},
        status=415,
        error="UNSUPPORTED_FILE_TYPES",
    ),
    Breach(
        rule=Rule.FILE_NAME,
        code="hairstyle-editor-premium",
        sent={"image": replace(jpeg(), filename="picture.avif")},
        status=502,
        error="AI_SERVICE_INTERNAL_ERROR",
    ),
    Breach(
        rule=Rule.FILE_TYPE,
        code=UPSCALER,
        sent={"image": replace(jpeg(), content_type="application/octet-stream")},
        status=415,
        error="UNSUPPORTED_FILE_TYPES",
    ),
    Breach(
        rule=Rule.TOO_SMALL,
        code=UPSCALER,
        sent={"image": jpeg(size=(32, 200))},
        status=422,
        error="ERROR_LOW_RESOLUTION",
    ),
    Breach(
        rule=Rule.TOO_LARGE,
        code=UPSCALER,
        sent={"image": jpeg(size=(200, 1080))},
        status=413,
        error="FILE_RESOLUTION_EXCEEDS_LIMITS",
    ),
    Breach(
        rule=Rule.TOO_LONG,
        code="image-defogging",
        sent={"image": jpeg(size=(401, 100))},
        status=413,
        error="FILE_RESOLUTION_EXCEEDS_LIMITS",
    ),
    Breach(
        rule=Rule.COLOURS,
        code=CUTTER,
        sent={"image": png(Image.new("I;16", SIZE))},
        status=415,
        error="UNSUPPORTED_FILE_TYPES",
    ),
    Breach(
        rule=Rule.COLOURS,
        code="image-hd-color-migration",
        sent={"image": png(Image.new("RGBA", SIZE, (1, 2, 3, 4)))},
        status=415,
        error="UNSUPPORTED_FILE_TYPES",
    ),
    Breach(
        rule=Rule.COLOURS,
        code="face-fusion",
        sent={"image_target": png(Image.new("L", SIZE))},
        status=415,
        error="ERROR_UNSUPPORTED_GRAYSCALE_IMAGE",
    ),
    Breach(
        rule=Rule.MASK_SIZE,
        code=ERASER,
        sent={"mask": png(half_mask((SIZE[0], SIZE[1] - 1)))},
        status=400,
        error="ERROR_MASK_IMAGE_RESOLUTION_MISMATCH",
    ),
    Breach(rule=Rule.MASK_FORM, code=ERASER, sent={"mask": jpeg()}, status=422, error="ERROR_INVALID_FILE"),
    Breach(
        rule=Rule.MASK_FORM, code=ERASER, sent={"mask": mask_with_profile()}, status=422, error="ERROR_INVALID_FILE"
    ),
    Breach(
        rule=Rule.MASK_FORM,
        code=ERASER,
        sent={"mask": png(Image.new("RGB", SIZE, "red"))},
        status=422,
        error="ERROR_INVALID_FILE",
    ),
]
NOT_PICTURES = [b"", b"text", paint(size=SIZE)[:900]]


async def send(customer: AilabCustomer, breach: Breach) -> tuple[int, str]:
    answer = await customer.order(breach.code, breach.texts, sent=breach.sent, drop=breach.drop)
    await customer.vendor.idle()
    return answer.status, answer.json["error_detail"]["code"]


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: f"{each.rule.name}-{each.code}")
async def test_a_broken_rule_is_refused_recorded_and_not_billed(
    ailab: AilabTools, customer: AilabCustomer, breach: Breach
) -> None:
    assert await send(customer, breach) == (breach.status, breach.error)
    assert [violation.endpoint for violation in ailab.violations] == [breach.code]
    assert ailab.paid_tasks == []


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: f"{each.rule.name}-{each.code}")
async def test_the_same_order_passes_once_that_rule_is_off(
    ailab: AilabTools, customer: AilabCustomer, breach: Breach
) -> None:
    ailab.config = replace(ailab.config, lenient=frozenset({breach.rule}))

    assert await send(customer, breach) == (200, "")
    assert ailab.violations == []
    assert len(ailab.paid_tasks) == 1


@pytest.mark.parametrize("data", NOT_PICTURES)
async def test_what_cannot_be_decoded_answers_422(ailab: AilabTools, customer: AilabCustomer, data: bytes) -> None:
    answer = await customer.order(UPSCALER, sent={"image": replace(jpeg(), data=data)})

    assert (answer.status, answer.json["error_detail"]["code"]) == (422, "FILE_DECODING_FAILURE")
    assert len(ailab.violations) == 1


async def test_a_reference_that_cannot_be_decoded_is_ignored_once_that_rule_is_off(
    ailab: AilabTools, customer: AilabCustomer
) -> None:
    broken = {"image_template": replace(jpeg(), data=b"text")}
    strict = await customer.order("ai-beard-styling", sent=broken)
    ailab.config = replace(ailab.config, lenient=frozenset({Rule.FILE_READABLE}))
    lenient = await customer.order("ai-beard-styling", sent=broken)

    assert (strict.status, lenient.status) == (422, 200)


async def test_a_field_that_comes_twice_is_refused_unless_that_rule_is_off(
    ailab: AilabTools, customer: AilabCustomer
) -> None:
    def form() -> FormData:
        form = FormData(default_to_multipart=True)
        for name in ("first", "second"):
            form.add_field("name", name)
        return form

    path = ENDPOINTS["ai-flower-wallpaper"].path
    strict = await customer.post(path, form())
    ailab.config = replace(ailab.config, lenient=frozenset({Rule.REPEATED_FIELD}))
    lenient = await customer.post(path, form())

    assert (strict.status, lenient.status) == (400, 200)


async def test_another_kind_of_form_is_refused_unless_that_rule_is_off(
    ailab: AilabTools, customer: AilabCustomer
) -> None:
    path, form = ENDPOINTS["ai-flower-wallpaper"].path, {"name": "Mia"}
    strict = await customer.post(path, form)
    ailab.config = replace(ailab.config, lenient=frozenset({Rule.MULTIPART}))
    lenient = await customer.post(path, form)

    assert (strict.status, strict.json["error_detail"]["code"]) == (400, "ERROR_PARAMETERS")
    assert lenient.status == 200


def test_every_rule_is_broken_somewhere_here() -> None:
    elsewhere = {Rule.FILE_READABLE, Rule.REPEATED_FIELD, Rule.MULTIPART}

    assert {breach.rule for breach in BREACHES} | elsewhere == set(Rule)


async def test_a_mask_may_be_grey_in_three_or_four_channels(ailab: AilabTools, customer: AilabCustomer) -> None:
    for mode in ("RGB", "RGBA"):
        answer = await customer.order(ERASER, sent={"mask": png(half_mask().convert(mode))})
        assert answer.status == 200

    assert ailab.violations == []


async def test_a_bmp_is_worked_on_where_the_page_lists_it(customer: AilabCustomer) -> None:
    target = BytesIO()
    Image.new("RGB", SIZE, "green").save(target, "BMP")
    bmp = Attachment(data=target.getvalue(), filename="a.bmp", content_type="image/bmp")

    assert (await customer.order(UPSCALER, sent={"image": bmp})).status == 200
    assert (await customer.order("photo-retouching", sent={"image": bmp})).status == 415
