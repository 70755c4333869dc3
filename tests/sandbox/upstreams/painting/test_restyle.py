import numpy as np
import pytest

from bot.sandbox.pictures import photo
from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.restyle import restyle
from bot.upstreams.local.errors import BadPicture
from tests.sandbox.upstreams.painting.pixels import distance, flat, halves, rgb

BRIEF = Brief(prompt="autumn forest", width=160, height=128, seed=3)


def test_no_strength_leaves_the_picture() -> None:
    picture = restyle(photo(), BRIEF, None, 0)

    assert rgb(picture).shape == (128, 160, 3)
    assert distance(picture, restyle(photo(), BRIEF, flat((0, 0, 0)), 1)) == 0


def test_more_strength_changes_more() -> None:
    before, little, much = (restyle(photo(), BRIEF, None, strength) for strength in (0, 0.3, 1))

    assert 3 < distance(before, little) < distance(before, much)


def test_the_words_decide_the_colours() -> None:
    sea = restyle(photo(), Brief(prompt="blue sea by day", width=160, height=128), None, 0.8)
    fire = restyle(photo(), Brief(prompt="red desert by day", width=160, height=128), None, 0.8)

    redness = [float((rgb(picture)[..., 0] - rgb(picture)[..., 2]).mean()) for picture in (sea, fire)]
    assert redness[1] - redness[0] > 20


def test_only_the_masks_white_part_changes() -> None:
    before = rgb(restyle(photo(), BRIEF, None, 0))
    after = rgb(restyle(photo(), BRIEF, halves((0, 0, 0), (255, 255, 255), size=(40, 32)), 1))

    assert np.array_equal(before[:, :70], after[:, :70])
    assert np.abs(before[:, 90:] - after[:, 90:]).mean() > 10


@pytest.mark.parametrize(("picture", "mask"), [(b"text", None), (photo(), b"text")])
def test_what_is_no_picture_is_refused(picture: bytes, mask: bytes | None) -> None:
    with pytest.raises(BadPicture):
        restyle(picture, BRIEF, mask, 1)
