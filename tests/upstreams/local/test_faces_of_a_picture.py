import io

import cv2
import numpy as np
import pytest
from PIL import Image

from bot.sandbox import pictures
from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.faces import detect, faces
from bot.upstreams.local.raster import Bytes, encode
from tests.upstreams.local.measures import ADMIRAL, ASTRONAUT, CAT, pixels

pytestmark = pytest.mark.slow


def test_each_face_of_a_group_is_a_picture_with_one_face() -> None:
    found = faces(pictures.group())

    assert [len(detect(face)) for face in found] == [1, 1]


def test_faces_are_numbered_from_left_to_right() -> None:
    both = np.hstack([pixels(ASTRONAUT), pixels(ADMIRAL)])

    left, right = (column_of(pixels(face), both) for face in faces(encode(both)))

    assert left < 600 < right


def column_of(part: Bytes, whole: Bytes) -> int:
    _, _, _, (column, _) = cv2.minMaxLoc(cv2.matchTemplate(whole, part, cv2.TM_CCOEFF_NORMED))
    return column


def test_a_faces_transparency_stays() -> None:
    alpha = np.full((600, 600), 9, np.uint8)

    (face,) = faces(encode(pixels(ASTRONAUT), alpha))

    assert np.unique(np.asarray(Image.open(io.BytesIO(face)))[..., 3]).tolist() == [9]


def test_a_picture_of_nobody_has_no_face_in_its_image() -> None:
    with pytest.raises(NoFace) as caught:
        faces(CAT)

    assert caught.value.which == "image"
