import numpy as np
import pytest

from bot.sandbox import pictures
from bot.upstreams.local.blurfaces import blurfaces
from bot.upstreams.local.canonical import SIZE, to_canonical
from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.faces import detect, find_every_face
from bot.upstreams.local.geometry import warp
from bot.upstreams.local.heads import head_shape
from bot.upstreams.local.raster import encode
from tests.upstreams.local.measures import (
    ADMIRAL,
    ASTRONAUT,
    CAT,
    as_bytes,
    correlation,
    image,
    luma,
    pixels,
    sharpness,
    turned,
)

pytestmark = pytest.mark.slow

GROUP = pictures.group()
FEATURES = np.s_[70:250, 50:206]  # of the canonical frame


def test_nobody_is_recognised_in_the_result() -> None:
    made = blurfaces(GROUP)

    assert find_every_face(pixels(made)) == []
    for face in detect(GROUP):
        before, after = (warp(pixels(each), to_canonical(face), SIZE)[FEATURES] for each in (GROUP, made))
        assert abs(correlation(before, after)) < 0.35
        assert sharpness(after) < sharpness(before) / 8


def test_what_is_far_from_the_faces_stays() -> None:
    near = sum(head_shape(face, pixels(GROUP).shape, growth=1.5).astype(int) for face in detect(GROUP))

    same = (pixels(blurfaces(GROUP)) == pixels(GROUP)).all(2)

    assert same[near == 0].all()


def test_a_face_at_the_edge_is_blurred_too() -> None:
    cut = encode(pixels(ASTRONAUT)[135:, 215:])

    assert not np.array_equal(pixels(blurfaces(cut))[:200, :150], pixels(cut)[:200, :150])


def test_an_upright_and_a_tilted_face_are_both_found() -> None:
    both = np.hstack([pixels(ASTRONAUT), pixels(turned(ASTRONAUT, 40))])

    made = pixels(blurfaces(encode(both)))

    changed = (made != both).any(2)
    assert changed[:, :600].any()
    assert changed[:, 600:].any()


def test_a_picture_of_nobody_has_no_face_in_its_image() -> None:
    with pytest.raises(NoFace) as caught:
        blurfaces(CAT)

    assert caught.value.which == "image"


def test_grey_stays_grey() -> None:
    assert image(blurfaces(encode(as_bytes(luma(pixels(ADMIRAL)))))).mode == "L"


def test_transparency_stays() -> None:
    alpha = np.full((600, 512), 255, np.uint8)
    alpha[:50] = 3

    assert np.array_equal(np.asarray(image(blurfaces(encode(pixels(ADMIRAL), alpha))))[..., 3], alpha)
