from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.sandbox.upstreams import TintImaging
from bot.sandbox.upstreams.failures import ImagingFailed, NoSuchFace
from bot.sandbox.upstreams.painting.brief import Brief
from tests.sandbox.upstreams.customers import paint, pixel

BRIEF = Brief(prompt="sea", model="photon", width=40, height=32, seed=1)


def size(picture: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(picture)) as image:
        return image.size


async def test_the_cheap_enhancement_mirrors() -> None:
    picture = await TintImaging().enhance(paint("red"))

    assert (pixel(picture, 10), pixel(picture, 85)) == ((4, 4, 4), (4, 0, 0))


async def test_the_cheap_swap_keeps_the_targets_size_and_shows_both() -> None:
    picture = await TintImaging().swap(paint("blue", size=(200, 300)), paint("red", form="PNG"), None)

    assert pixel(picture, 10) == (2, 0, 2)


@pytest.mark.parametrize("broken", [b"", b"text", paint(size=(300, 300))[:400]])
async def test_what_cannot_be_read_fails(broken: bytes) -> None:
    with pytest.raises(ImagingFailed):
        await TintImaging().enhance(broken)


@pytest.mark.parametrize("count", [0, 1, 2, 5])
async def test_every_picture_has_as_many_faces_as_it_is_told(count: int) -> None:
    faces = await TintImaging(tint_faces=count).find_faces(paint("red", size=(100, 50)))

    assert [size(face) for face in faces] == [(100 // count, 50)] * count if count else faces == []


async def test_a_face_goes_into_its_own_slice() -> None:
    picture = await TintImaging().swap_faces({2: paint("blue", size=(30, 30))}, paint("red", form="PNG"))

    assert (pixel(picture, 10), pixel(picture, 60)) == ((4, 0, 0), (0, 0, 4))


async def test_a_slice_too_many_is_refused() -> None:
    with pytest.raises(NoSuchFace, match="face 2 was asked for and the picture has 1"):
        await TintImaging(tint_faces=1).swap_faces({2: paint()}, paint())


@pytest.mark.parametrize(
    "change", [{"prompt": "city"}, {"seed": 2}, {"model": "other"}, {"width": 48}, {"steps": 1}, {"negative": "fog"}]
)
async def test_every_part_of_a_brief_changes_the_drawing(change: dict[str, Any]) -> None:
    first, again, other = [await TintImaging().draw(brief) for brief in (BRIEF, BRIEF, replace(BRIEF, **change))]

    assert first == again != other


async def test_only_the_masks_white_part_is_redrawn() -> None:
    mask = paint("black", form="PNG")

    picture = await TintImaging().redraw(paint("red", form="PNG"), BRIEF, mask=mask, strength=1)

    assert pixel(picture, 5) == (4, 0, 0)
    assert pixel(picture, 35) == pixel(await TintImaging().draw(BRIEF), 35)


async def test_strength_lets_the_brief_through() -> None:
    drawn = await TintImaging().draw(BRIEF)
    nothing, everything = [
        await TintImaging().redraw(paint("red"), BRIEF, mask=None, strength=strength) for strength in (0, 1)
    ]

    assert pixel(nothing, 5) == (4, 0, 0)
    assert pixel(everything, 5) == pixel(drawn, 5)


async def test_a_preprocessor_shows_edges_in_its_own_grey() -> None:
    canny, depth = [await TintImaging().trace(paint("red"), name) for name in ("canny", "depth")]

    assert size(canny) == (96, 80)
    assert canny != depth


async def test_what_follows_a_picture_has_the_briefs_size_and_shows_the_edge() -> None:
    picture = await TintImaging().follow(paint("red", form="PNG"), BRIEF, preprocessor="canny")

    assert size(picture) == (40, 32)
    assert picture != await TintImaging().draw(BRIEF)


async def test_an_extended_picture_has_the_old_one_in_its_middle() -> None:
    picture = await TintImaging().outpaint(paint("red", form="PNG"), BRIEF, vertical=2, horizontal=1.5)

    assert size(picture) == (144, 160)
    assert (pixel(picture, 30, 80), pixel(picture, 110, 80)) == ((4, 0, 0), (4, 4, 4))
    assert pixel(picture, 5, 5) == pixel(await TintImaging().draw(BRIEF), 5)


async def test_words_are_about_the_size() -> None:
    imaging = TintImaging()

    assert await imaging.caption(paint(), as_tags=False) == "a picture of 96 by 80"
    assert await imaging.caption(paint(), as_tags=True) == "picture, 96, 80"
    assert await imaging.name_style(paint()) == "tint"
