import numpy as np
import pytest

from bot.sandbox.pictures import photo
from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.outpaint import outpaint
from tests.sandbox.upstreams.painting.pixels import distance, flat, rgb

BRIEF = Brief(prompt="", seed=1)


def test_the_picture_stands_untouched_in_the_middle() -> None:
    before, after = rgb(photo()), rgb(outpaint(photo(), BRIEF, 1.5, 2))

    assert after.shape == (450, 902, 3)
    assert np.array_equal(after[75:375, 225:676], before)


def test_without_an_expansion_nothing_changes() -> None:
    assert np.array_equal(rgb(outpaint(photo(), BRIEF, 1, 1)), rgb(photo()))


def test_what_is_beside_the_picture_looks_like_its_edge() -> None:
    picture = rgb(outpaint(flat((200, 30, 30)), BRIEF, 1, 2))

    assert np.abs(picture[:, 20] - np.array([200, 30, 30])).max() < 60


@pytest.mark.parametrize("change", [Brief(prompt="", seed=2), Brief(prompt="blue sea", seed=1)])
def test_seed_and_words_change_the_surroundings(change: Brief) -> None:
    assert distance(outpaint(photo(), BRIEF, 2, 2), outpaint(photo(), change, 2, 2)) > 0.2


def test_what_would_be_too_long_is_shrunk_before() -> None:
    assert rgb(outpaint(flat((9, 9, 9), size=(2048, 8)), BRIEF, 1, 4)).shape[:2] == (4, 4096)
