import numpy as np
import pytest

from bot.sandbox.pictures import portrait_source, portrait_target
from bot.sandbox.pictures.group import group
from bot.sandbox.upstreams.failures import NoSuchFace
from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.people import crop_faces, portray, swap_faces
from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.faces import detect
from tests.sandbox.upstreams.painting.pixels import flat, rgb, shrunk

pytestmark = pytest.mark.slow

NIGHT = Brief(prompt="starry night over mountains", width=480, height=480, seed=2)
GROUP, ADMIRAL, ASTRONAUT = shrunk(group()), shrunk(portrait_source()), shrunk(portrait_target())
NOBODY = flat((20, 40, 220))


def change(before: bytes, after: bytes) -> tuple[float, float]:
    """How much the left and the right person have changed."""
    difference = np.abs(rgb(after) - rgb(before)).mean(axis=(0, 2))
    return float(difference[:170].mean()), float(difference[171:].mean())


def test_each_face_is_cropped_left_to_right() -> None:
    faces = crop_faces(GROUP)

    assert [len(detect(face)) for face in faces] == [1, 1]
    wall = [rgb(face)[:5, -5:].mean(axis=(0, 1)) for face in faces]
    assert wall[0][2] - wall[0][0] > 50  # the sky blue behind Grace Hopper
    assert abs(wall[1][2] - wall[1][0]) < 50  # the grey behind Eileen Collins


def test_a_picture_without_faces_has_none_to_crop() -> None:
    assert crop_faces(NOBODY) == []


@pytest.mark.parametrize(("number", "source"), [pytest.param(1, ASTRONAUT, marks=pytest.mark.slow), (2, ADMIRAL)])
def test_only_the_chosen_face_is_exchanged(number: int, source: bytes) -> None:
    changes = change(GROUP, swap_faces({number: source}, GROUP))

    chosen, other = changes if number == 1 else changes[::-1]
    assert chosen > 1
    assert other == 0


def test_two_faces_are_exchanged_at_once() -> None:
    left, right = change(GROUP, swap_faces({1: ASTRONAUT, 2: ADMIRAL}, GROUP))

    assert min(left, right) > 1


def test_a_face_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoSuchFace, match="face 3 was asked for and the picture has 2"):
        swap_faces({3: ADMIRAL}, GROUP)


@pytest.mark.parametrize(("source", "target", "which"), [(ADMIRAL, NOBODY, "target"), (NOBODY, ASTRONAUT, "source")])
def test_without_a_face_nothing_is_exchanged(source: bytes, target: bytes, which: str) -> None:
    with pytest.raises(NoFace, match=which):
        swap_faces({1: source}, target)


def test_a_portrait_has_the_briefs_size_and_still_one_face() -> None:
    portrait = portray(ASTRONAUT, NIGHT)

    assert rgb(portrait).shape == (480, 480, 3)
    assert len(detect(portrait)) == 1


def test_a_portrait_needs_a_face() -> None:
    with pytest.raises(NoFace):
        portray(NOBODY, NIGHT)
