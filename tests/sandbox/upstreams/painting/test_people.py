import numpy as np
import pytest

from bot.sandbox.pictures import photo, portrait_source, portrait_target
from bot.sandbox.pictures.group import group
from bot.sandbox.upstreams.failures import NoSuchFace
from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.people import crop_faces, portray, swap_faces
from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.faces import detect
from tests.sandbox.upstreams.painting.pixels import rgb

NIGHT = Brief(prompt="starry night over mountains", width=960, height=960, seed=2)


def change(before: bytes, after: bytes) -> tuple[float, float]:
    """How much the left and the right person have changed."""
    difference = np.abs(rgb(after) - rgb(before)).mean(axis=(0, 2))
    return float(difference[:512].mean()), float(difference[512:].mean())


def test_each_face_is_cropped_left_to_right() -> None:
    faces = crop_faces(group())

    assert [len(detect(face)) for face in faces] == [1, 1]
    wall = [rgb(face)[:10, -10:].mean(axis=(0, 1)) for face in faces]
    assert wall[0][2] - wall[0][0] > 50  # the sky blue behind Grace Hopper
    assert abs(wall[1][2] - wall[1][0]) < 50  # the grey behind Eileen Collins


def test_a_picture_without_faces_has_none_to_crop() -> None:
    assert crop_faces(photo()) == []


@pytest.mark.parametrize(("number", "source"), [(1, portrait_target()), (2, portrait_source())])
def test_only_the_chosen_face_is_exchanged(number: int, source: bytes) -> None:
    changes = change(group(), swap_faces({number: source}, group()))

    chosen, other = changes if number == 1 else changes[::-1]
    assert chosen > 1
    assert other == 0


def test_two_faces_are_exchanged_at_once() -> None:
    left, right = change(group(), swap_faces({1: portrait_target(), 2: portrait_source()}, group()))

    assert min(left, right) > 1


def test_a_face_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoSuchFace, match="face 3 was asked for and the picture has 2"):
        swap_faces({3: portrait_source()}, group())


@pytest.mark.parametrize(
    ("source", "target", "which"), [(portrait_source(), photo(), "target"), (photo(), portrait_target(), "source")]
)
def test_without_a_face_nothing_is_exchanged(source: bytes, target: bytes, which: str) -> None:
    with pytest.raises(NoFace, match=which):
        swap_faces({1: source}, target)


def test_a_portrait_has_the_briefs_size_and_still_one_face() -> None:
    portrait = portray(portrait_target(), NIGHT)

    assert rgb(portrait).shape == (960, 960, 3)
    assert len(detect(portrait)) == 1


def test_a_portrait_needs_a_face() -> None:
    with pytest.raises(NoFace):
        portray(photo(), NIGHT)
