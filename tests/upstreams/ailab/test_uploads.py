"""What becomes of a picture on its way out."""

import pytest
from PIL import ExifTags, Image

from bot.domain.errors import Rejected
from bot.domain.sentences import Reason
from bot.upstreams.ailab.pixels import opaque, plain_mask
from tests.upstreams import orders
from tests.upstreams.ailab import pictures
from tests.upstreams.ailab.requests import REQUESTS
from tests.upstreams.ailab.scripted import FULL, KEY, URL, Scripted, offer


@pytest.mark.parametrize(
    "data",
    [
        pictures.mask("L", 0, 255),
        pictures.mask("1", 0, 1),
        pictures.mask("I;16", 0, 65535),
        pictures.mask("RGB", (0, 0, 0), (255, 255, 255)),
        pictures.mask("RGBA", (255, 255, 255, 0), (255, 255, 255, 255)),
        pictures.mask("LA", (255, 0), (255, 255)),
        pictures.saved(Image.open(pictures.opened(pictures.mask("L", 0, 255))), icc_profile=b"a profile"),
    ],
    ids=["grey", "one bit", "16 bits", "RGB", "transparent", "grey and transparent", "profile"],
)
def test_a_mask_becomes_a_plain_grey_png(data: bytes) -> None:
    made = plain_mask(data, inverted=False)
    with Image.open(pictures.opened(made)) as image:
        assert (image.format, image.mode, image.size, image.info) == ("PNG", "L", (2, 1), {})
    assert pictures.pixels(made) == [0, 255]


def test_a_mask_can_be_turned_around() -> None:
    assert pictures.pixels(plain_mask(pictures.mask("L", 0, 255), inverted=True)) == [255, 0]


@pytest.mark.parametrize("data", [b"", pictures.PNG, pictures.JPEG])
def test_what_is_no_mask_is_refused(data: bytes) -> None:
    with pytest.raises(Rejected) as caught:
        plain_mask(data, inverted=False)
    assert caught.value.sentence.reason is Reason.BROKEN_PICTURE


@pytest.mark.parametrize(("marks", "sent"), [("white", [0, 255]), ("black", [255, 0])])
async def test_a_mask_is_sent_in_the_colours_that_the_operator_tells(
    vendor: Scripted, marks: str, sent: list[int]
) -> None:
    upstream = vendor.upstream(mask_marks=marks)
    vendor.answer("/api/image/editing/remove-objects", {**FULL, "data": {"image_url": URL}})
    made = offer(upstream, "remove-objects")
    options = next(request.options for request in REQUESTS if request.key == "remove-objects")
    await upstream.submit(made, orders.made(options, "image", "mask", data=pictures.mask("L", 0, 255), credentials=KEY))
    files = vendor.asked[0].files
    assert pictures.pixels(files["mask"].content) == sent
    assert pictures.pixels(files["image"].content) == [0, 255]


@pytest.mark.parametrize(
    "key", ["remove-objects", "remove-objects-pro", "remove-objects-advanced", "ai-object-replacer"]
)
def test_masks_are_off_until_the_operator_tells_their_colour(vendor: Scripted, key: str) -> None:
    off = offer(vendor.upstream(mask_marks=None), key).off
    assert off is not None
    assert off.values["setting"] == "DARKROOM_PROVIDERS__AILAB__MASK_MARKS"
    assert offer(vendor.upstream(), key).off is None


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<html>"])
async def test_what_is_no_picture_is_not_sent(vendor: Scripted, data: bytes) -> None:
    upstream = vendor.upstream()
    order = orders.made(REQUESTS[0].options, "image", data=data, credentials=KEY)
    with pytest.raises(Rejected) as caught:
        await upstream.submit(offer(upstream, "enhance-face"), order)
    assert caught.value.sentence.values == {"slot": "image"}
    assert vendor.asked == []


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_what_is_transparent_is_put_on_white(form: str) -> None:
    seen_through = Image.new("RGBA", (2, 1), (0, 0, 0, 255))
    seen_through.putpixel((1, 0), (0, 0, 0, 0))
    with Image.open(pictures.opened(opaque(pictures.saved(seen_through, form), slot="image"))) as image:
        assert (image.format, image.mode) == (form, "RGB")
        assert [value > 127 for value in image.convert("L").tobytes()] == [False, True]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_what_is_not_transparent_stays_as_it_is(form: str) -> None:
    data = pictures.saved(Image.new("RGB", (2, 2), "red"), form)
    assert opaque(data, slot="image") == data


def test_a_picture_on_white_is_still_turned() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    data = pictures.saved(Image.new("RGBA", (2, 2)), exif=exif.tobytes())
    with Image.open(pictures.opened(opaque(data, slot="image"))) as image:
        assert image.getexif()[ExifTags.Base.Orientation] == 6


@pytest.mark.parametrize("data", [b"", pictures.PNG])
def test_what_is_no_picture_is_not_put_on_white(data: bytes) -> None:
    with pytest.raises(Rejected) as caught:
        opaque(data, slot="image")
    assert caught.value.sentence.values == {"slot": "image"}


@pytest.mark.parametrize(("key", "mode"), [("image-cropping", "RGB"), ("universal-background-removal", "RGBA")])
async def test_pictures_are_put_on_white_where_the_page_says_so(vendor: Scripted, key: str, mode: str) -> None:
    upstream = vendor.upstream()
    made = offer(upstream, key)
    request = next(request for request in REQUESTS if request.key == key)
    vendor.answer(request.path, {**FULL, "data": {"image_url": URL, "url": URL}})
    data = pictures.saved(Image.new("RGBA", (20, 20)))
    await upstream.submit(made, orders.made(request.options, "image", data=data, credentials=KEY))
    with Image.open(pictures.opened(vendor.asked[0].files["image"].content)) as image:
        assert image.mode == mode
