from itertools import combinations

import numpy as np
import pytest

from bot.sandbox.pictures import portrait_target
from bot.sandbox.upstreams.imaging import PREPROCESSORS
from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.outlines import follow, trace
from bot.upstreams.local.errors import BadPicture
from tests.sandbox.upstreams.painting.pixels import distance, halves, rgb

HALVES = halves((20, 20, 20), (230, 230, 230))


def test_canny_draws_the_edge_and_nothing_else() -> None:
    lines = rgb(trace(HALVES, "canny"))[..., 0]

    assert np.flatnonzero(lines.max(axis=0)).tolist() == [47] or np.flatnonzero(lines.max(axis=0)).tolist() == [48]
    assert lines.max() == 255


@pytest.mark.parametrize("preprocessor", sorted(PREPROCESSORS))
def test_every_preprocessor_keeps_the_size(preprocessor: str) -> None:
    assert rgb(trace(portrait_target(), preprocessor)).shape == (600, 600, 3)


def test_every_preprocessor_sees_something_else() -> None:
    traces = [trace(portrait_target(), preprocessor) for preprocessor in sorted(PREPROCESSORS)]

    assert all(distance(one, other) > 1 for one, other in combinations(traces, 2))


@pytest.mark.parametrize("prompt", ["white flowers by day", "sea at night"])
def test_the_edge_shows_in_the_new_picture(prompt: str) -> None:
    brief = Brief(prompt=prompt, width=96, height=80, seed=2)

    with_edge, without = (rgb(follow(picture, brief, "canny")) for picture in (HALVES, halves((20,) * 3, (20,) * 3)))

    steps = np.abs(np.diff(with_edge.mean(axis=(0, 2)))) - np.abs(np.diff(without.mean(axis=(0, 2))))
    assert 44 <= int(np.argmax(steps)) <= 50


def test_the_words_decide_how_it_looks() -> None:
    briefs = [Brief(prompt=prompt, width=96, height=80) for prompt in ("red desert by day", "blue sea by day")]

    assert distance(*(follow(HALVES, brief, "canny") for brief in briefs)) > 10


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(BadPicture):
        trace(b"text", "canny")
