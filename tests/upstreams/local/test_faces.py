from functools import partial

import cv2
import numpy as np
import pytest

from bot.sandbox import pictures
from bot.upstreams.local.faces import Face, detect
from bot.upstreams.local.geometry import distance
from bot.upstreams.local.raster import encode
from tests.upstreams.local.measures import ADMIRAL, ASTRONAUT, CAT, as_bytes, luma, pixels, scaled, turned

pytestmark = pytest.mark.slow

slow = partial(pytest.param, marks=pytest.mark.slow)
ADMIRAL_EYES = ((225, 190), (308, 188))
ASTRONAUT_EYES = ((247, 203), (336, 207))


def assert_eyes(face: Face, expected: tuple[tuple[float, float], ...], within: float) -> None:
    assert distance(face.left_eye, expected[0]) < within
    assert distance(face.right_eye, expected[1]) < within


@pytest.mark.parametrize(
    ("portrait", "eyes"), [(ADMIRAL, ADMIRAL_EYES), (ASTRONAUT, ASTRONAUT_EYES)], ids=["admiral", "astronaut"]
)
def test_a_portrait_has_one_face_with_its_eyes_in_place(portrait: bytes, eyes: tuple[tuple[float, float], ...]) -> None:
    (face,) = detect(portrait)

    assert_eyes(face, eyes, within=5)
    assert face.box.x < face.left_eye[0] < face.right_eye[0] < face.box.x + face.box.width
    assert face.box.y < face.left_eye[1] < face.box.y + face.box.height


@pytest.mark.parametrize("width", [200, slow(1500), slow(3000)])
def test_size_does_not_matter(width: int) -> None:
    factor = width / 512

    (face,) = detect(scaled(ADMIRAL, factor))

    assert_eyes(face, tuple((x * factor, y * factor) for x, y in ADMIRAL_EYES), within=8 * factor)


@pytest.mark.parametrize("degrees", [slow(-30), -10, slow(10), slow(30)])
def test_a_tilted_head_is_found_with_tilted_eyes(degrees: float) -> None:
    (face,) = detect(turned(ASTRONAUT, degrees))

    (x, y), (right_x, right_y) = face.left_eye, face.right_eye
    assert np.degrees(np.arctan2(y - right_y, right_x - x)) == pytest.approx(degrees - 2.8, abs=5)
    assert distance(face.left_eye, face.right_eye) == pytest.approx(89, abs=7)


def test_faces_come_from_left_to_right() -> None:
    both = encode(np.hstack([pixels(ASTRONAUT), pixels(ADMIRAL)]))

    left, right = detect(both)

    assert_eyes(left, ASTRONAUT_EYES, within=6)
    assert_eyes(right, tuple((x + 600, y) for x, y in ADMIRAL_EYES), within=6)


def test_a_grey_portrait_will_do() -> None:
    assert len(detect(encode(as_bytes(luma(pixels(ADMIRAL)))))) == 1


@pytest.mark.parametrize("picture", [pytest.param(CAT, id="clean"), slow(pictures.photo(), id="worn")])
def test_a_cat_is_nobody(picture: bytes) -> None:
    assert detect(picture) == []


def test_a_face_without_its_eyes_is_not_believed() -> None:
    blindfolded = pixels(ADMIRAL).copy()
    cv2.rectangle(blindfolded, (170, 165), (365, 235), (120, 150, 190), -1)

    assert detect(encode(blindfolded)) == []


@pytest.mark.parametrize("size", [(1, 1), (3000, 2)])
def test_a_picture_too_small_for_a_face_has_none(size: tuple[int, int]) -> None:
    assert detect(encode(np.zeros((*size, 3), np.uint8))) == []
