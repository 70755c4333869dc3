import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.domain.toolbox.edit import Corner
from bot.domain.toolbox.marking import Finding, MarkingOptions
from bot.sandbox import pictures
from bot.upstreams.local.masks import mark
from bot.upstreams.local.membrane import Where
from bot.upstreams.local.raster import Bytes, encode
from bot.upstreams.local.watermark import watermark
from tests.upstreams.local.measures import ADMIRAL, ASTRONAUT, CAT, face_in, image, pixels
from tests.upstreams.local.scenes import Ink, overlap, plain, written

pytestmark = pytest.mark.slow

TEXT = MarkingOptions(find=Finding.TEXT)
STAMP = MarkingOptions(find=Finding.CORNER_WATERMARK)
HEAD = MarkingOptions(find=Finding.LARGEST_FACE)
WHITE, BLACK, RED, FAINT = (255, 255, 255, 255), (0, 0, 0, 255), (230, 30, 30, 255), (255, 255, 255, 128)
EACH_OF_THE_ALBUM = pytest.mark.parametrize(
    "picture", [CAT, pictures.photo(), ADMIRAL, ASTRONAUT], ids=["cat", "worn cat", "admiral", "astronaut"]
)


def marked(picture: Bytes, marking: MarkingOptions) -> Where:
    mask = mark(encode(picture), marking)
    assert mask is not None
    made = np.asarray(image(mask))
    assert np.isin(made, (0, 255)).all()
    assert made.shape == picture.shape[:2]
    return made > 0


def test_a_rectangle_is_in_percent_of_the_picture() -> None:
    where = marked(plain(200, 100), MarkingOptions(left=10, top=20, width=50, height=30))

    assert where[20:50, 20:120].all()
    assert where.sum() == 30 * 100


def test_a_rectangle_ends_with_the_picture() -> None:
    where = marked(plain(200, 100), MarkingOptions(left=90, top=90, width=100, height=100))

    assert where.sum() == 10 * 20


@settings(max_examples=40, deadline=None)
@given(
    size=st.tuples(st.integers(1, 50), st.integers(1, 50)),
    start=st.tuples(st.integers(0, 99), st.integers(0, 99)),
    extent=st.tuples(st.integers(1, 100), st.integers(1, 100)),
)
def test_every_rectangle_marks_something(
    size: tuple[int, int], start: tuple[int, int], extent: tuple[int, int]
) -> None:
    marking = MarkingOptions(left=start[0], top=start[1], width=extent[0], height=extent[1])

    assert marked(np.zeros((*size, 3), np.uint8), marking).any()


def test_a_mask_is_of_the_size_in_which_the_picture_is_shown() -> None:
    lying = Image.new("RGB", (40, 20), "blue")
    exif = lying.getexif()
    exif[0x0112] = 6
    file = io.BytesIO()
    lying.save(file, "JPEG", exif=exif)

    mask = mark(file.getvalue(), MarkingOptions(left=0, top=0, width=100, height=50))

    assert mask is not None
    assert np.asarray(image(mask))[:20].all()
    assert image(mask).size == (20, 40)


@pytest.mark.parametrize("portrait", [ADMIRAL, ASTRONAUT], ids=["admiral", "astronaut"])
def test_the_largest_face_is_a_head_around_its_eyes(portrait: bytes) -> None:
    where, face = marked(pixels(portrait), HEAD), face_in(portrait)

    box = np.zeros_like(where)
    box[face.box.y : face.box.y + face.box.height, face.box.x : face.box.x + face.box.width] = True
    assert overlap(where, box) > 0.5
    assert where[round(face.left_eye[1]), round(face.left_eye[0])]
    assert not where[0].any()


def test_of_two_faces_the_largest_is_marked() -> None:
    small = pixels(ASTRONAUT)[::2, ::2]
    both = np.full((600, 900, 3), 128, np.uint8)
    both[:, :600], both[:300, 600:] = pixels(ASTRONAUT), small

    where = marked(both, HEAD)

    assert where[:, :600].any()
    assert not where[:, 600:].any()


def test_a_cat_has_no_face() -> None:
    assert mark(CAT, HEAD) is None


@pytest.mark.parametrize(
    ("size", "ink", "at"),
    [
        (14, WHITE, (12, 8)),
        (24, BLACK, (60, 130)),
        (32, RED, (20, 200)),
        (44, WHITE, (15, 240)),
        (22, FAINT, (15, 250)),
    ],
)
def test_text_is_marked_where_it_is_written(size: int, ink: Ink, at: tuple[int, int]) -> None:
    picture, where = written(pixels(CAT), "Photo by Ann", at=at, size=size, ink=ink)

    found = marked(picture, TEXT)

    assert (found & where).sum() > 0.9 * where.sum()
    assert overlap(found, where) > 0.4


def test_two_lines_are_both_marked() -> None:
    picture, first = written(plain(), "Hello World", at=(10, 10), size=24, ink=BLACK)
    picture, second = written(picture, "Good night", at=(100, 180), size=30, ink=RED)

    assert overlap(marked(picture, TEXT), first | second) > 0.5


@EACH_OF_THE_ALBUM
def test_a_picture_without_text_has_none(picture: bytes) -> None:
    assert mark(picture, TEXT) is None
    assert mark(picture, STAMP) is None


@pytest.mark.parametrize("corner", list(Corner))
def test_our_own_watermark_is_found_in_its_corner(corner: Corner) -> None:
    stamped = pixels(watermark(CAT, "(c) Ann 2024", corner, 0.8))
    changed = (np.abs(stamped.astype(int) - pixels(CAT)) > 25).any(2)

    found = marked(stamped, STAMP)

    assert (found & changed).sum() > 0.85 * changed.sum()
    assert found.mean() < 0.15


def test_text_in_the_middle_is_no_corner_watermark() -> None:
    picture, _ = written(plain(), "In the middle", at=(80, 100), size=24, ink=BLACK)

    assert mark(encode(picture), STAMP) is None


@pytest.mark.parametrize("marking", [TEXT, STAMP, HEAD])
@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (4000, 1), (6, 300), (61, 62)])
def test_a_tiny_picture_shows_nothing(size: tuple[int, int], marking: MarkingOptions) -> None:
    assert mark(encode(np.zeros((*size, 3), np.uint8)), marking) is None


def test_noise_is_no_text() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (200, 300, 3), np.uint8)

    assert mark(encode(noise), TEXT) is None
