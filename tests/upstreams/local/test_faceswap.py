import pickle
from functools import cache, partial

import cv2
import numpy as np
import pytest

from bot.upstreams.local.canonical import SIZE, mouth_row, to_canonical
from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.faceswap import swap
from bot.upstreams.local.geometry import distance, inverse, warp, warp_field
from bot.upstreams.local.mask import face_mask
from bot.upstreams.local.raster import Bytes, Floats, encode
from tests.upstreams.local.measures import (
    ADMIRAL,
    ASTRONAUT,
    CAT,
    as_bytes,
    correlation,
    face_in,
    image,
    luma,
    mean_lab,
    pixels,
    scaled,
    sharpness,
    turned,
)

pytestmark = pytest.mark.slow

INNER = np.s_[70:250, 50:206]  # of the canonical frame: brows to chin
SMALL_CAT = scaled(CAT, 0.3)
slow = partial(pytest.param, marks=pytest.mark.slow)
BOTH_WAYS = pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param(ADMIRAL, ASTRONAUT, id="admiral's face"),
        slow(ASTRONAUT, ADMIRAL, id="astronaut's face"),
    ],
)

swapped = cache(swap)


def canonical(picture: bytes, like: bytes | None = None) -> Bytes:
    """The face of `picture`, brought to the frame by the eyes of `like`'s face."""
    return warp(pixels(picture), to_canonical(face_in(like or picture)), SIZE)


def mask_in_place(target: bytes) -> Floats:
    frame = to_canonical(face_in(target))
    original = pixels(target)
    size = (original.shape[1], original.shape[0])
    return warp_field(face_mask(warp(original, frame, SIZE)), inverse(frame), size)


@BOTH_WAYS
def test_the_result_has_the_targets_size(source: bytes, target: bytes) -> None:
    made = image(swapped(source, target))

    assert (made.format, made.mode, made.size) == ("PNG", "RGB", image(target).size)


@BOTH_WAYS
def test_outside_the_face_no_pixel_changes(source: bytes, target: bytes) -> None:
    outside = mask_in_place(target) == 0

    assert outside.mean() > 0.7
    assert np.array_equal(pixels(swapped(source, target))[outside], pixels(target)[outside])


@BOTH_WAYS
def test_inside_the_features_are_the_sources(source: bytes, target: bytes) -> None:
    made = canonical(swapped(source, target), target)[INNER]
    theirs, ours = canonical(target)[INNER], canonical(source)[INNER]

    assert correlation(made, ours) > 0.5
    assert correlation(made, ours) > correlation(made, theirs) + 0.3


@BOTH_WAYS
def test_eyes_are_on_eyes_and_the_mouth_is_on_the_mouth(source: bytes, target: bytes) -> None:
    made = swapped(source, target)
    before, after = face_in(target), face_in(made)

    near = 0.08 * distance(before.left_eye, before.right_eye)
    assert distance(after.left_eye, before.left_eye) < near
    assert distance(after.right_eye, before.right_eye) < near
    assert mouth_row(canonical(made, target)) == pytest.approx(mouth_row(canonical(target)), abs=8)


@BOTH_WAYS
def test_the_skin_has_the_targets_colour(source: bytes, target: bytes) -> None:
    made, theirs, ours = (
        mean_lab(canonical(picture, like)[INNER])
        for picture, like in ((swapped(source, target), target), (target, target), (source, source))
    )

    assert np.abs(made - theirs).max() < 4
    assert np.linalg.norm(made - theirs) < np.linalg.norm(ours - theirs) / 3


@BOTH_WAYS
def test_the_border_of_the_face_is_no_seam(source: bytes, target: bytes) -> None:
    mask = mask_in_place(target)
    border = (mask > 0.02) & (mask < 0.5)

    made, before = (luma(pixels(picture)) for picture in (swapped(source, target), target))
    steps = [
        np.hypot(cv2.Sobel(each, cv2.CV_32F, 1, 0), cv2.Sobel(each, cv2.CV_32F, 0, 1))[border]
        for each in (made, before)
    ]

    assert steps[0].mean() < 1.3 * steps[1].mean()


@pytest.mark.slow
def test_the_higher_the_fidelity_the_more_of_the_sources_texture_stays() -> None:
    texture = [
        sharpness(canonical(swapped(ADMIRAL, ASTRONAUT, fidelity), ASTRONAUT)[INNER]) for fidelity in (0.0, 0.5, 1.0)
    ]

    assert texture[0] < texture[1] < texture[2]


@pytest.mark.parametrize(("given", "taken"), [(None, 0.5), slow(-3.0, 0.0), slow(7.0, 1.0)])
def test_a_fidelity_that_is_missing_or_out_of_range_has_a_meaning(given: float | None, taken: float) -> None:
    assert swapped(ADMIRAL, ASTRONAUT, given) == swapped(ADMIRAL, ASTRONAUT, taken)


@pytest.mark.slow
@pytest.mark.parametrize("degrees", [-12, 12])
def test_a_tilted_target_gets_a_tilted_face(degrees: float) -> None:
    tilted = turned(ASTRONAUT, degrees)

    made = canonical(swap(ADMIRAL, tilted), tilted)[INNER]

    assert correlation(made, canonical(ADMIRAL)[INNER]) > 0.55


@pytest.mark.slow
@pytest.mark.parametrize("factor", [0.4, 4])
def test_sizes_need_not_match(factor: float) -> None:
    made = canonical(swap(scaled(ADMIRAL, factor), ASTRONAUT), ASTRONAUT)[INNER]

    assert correlation(made, canonical(ADMIRAL)[INNER]) > 0.45


@pytest.mark.slow
def test_only_the_largest_face_of_the_target_is_exchanged() -> None:
    small = pixels(scaled(ASTRONAUT, 0.5))
    crowd = np.full((600, 1200, 3), 128, np.uint8)
    crowd[:, :600], crowd[:300, 900:] = pixels(ASTRONAUT), small

    made = pixels(swap(ADMIRAL, encode(crowd)))

    assert np.array_equal(made[:, 600:], crowd[:, 600:])
    assert not np.array_equal(made[:, :600], crowd[:, :600])


def test_a_grey_target_stays_grey() -> None:
    assert image(swap(ADMIRAL, encode(as_bytes(luma(pixels(ASTRONAUT)))))).mode == "L"


def test_the_targets_transparency_stays() -> None:
    alpha = np.full((600, 600), 255, np.uint8)
    alpha[:40, :40] = 7

    made = image(swap(ADMIRAL, encode(pixels(ASTRONAUT), alpha)))

    assert made.mode == "RGBA"
    assert np.array_equal(np.asarray(made)[..., 3], alpha)


@pytest.mark.slow
def test_a_face_at_the_edge_of_the_picture_can_be_exchanged() -> None:
    close = encode(pixels(ASTRONAUT)[130:375, 190:395])

    made = pixels(swap(ADMIRAL, close))

    assert made.shape == (245, 205, 3)
    assert not np.array_equal(made, pixels(close))


@pytest.mark.parametrize(
    ("source", "target", "which"),
    [(SMALL_CAT, ASTRONAUT, "source"), slow(ADMIRAL, CAT, "target"), slow(CAT, CAT, "source")],
)
def test_a_picture_without_a_face_is_named(source: bytes, target: bytes, which: str) -> None:
    with pytest.raises(NoFace) as caught:
        swap(source, target)

    assert caught.value.which == which
    assert which in str(caught.value)


def test_the_news_of_no_face_travels_between_processes() -> None:
    arrived = pickle.loads(pickle.dumps(NoFace("target")))

    assert isinstance(arrived, NoFace)
    assert arrived.which == "target"
