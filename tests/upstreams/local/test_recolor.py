from itertools import pairwise

import numpy as np
import pytest

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.upstreams.local.palette import main_colours, to_lab
from bot.upstreams.local.raster import Floats, encode
from bot.upstreams.local.recolor import recolor
from tests.upstreams.local.measures import ADMIRAL, ASTRONAUT, CAT, correlation, image, luma, pixels, psnr
from tests.upstreams.local.synthetic import greyed

pytestmark = pytest.mark.slow

PAIRS = pytest.mark.parametrize(
    ("picture", "reference"),
    [
        pytest.param(ADMIRAL, CAT, id="admiral like cat"),
        pytest.param(ASTRONAUT, ADMIRAL, id="astronaut like admiral"),
        pytest.param(CAT, ASTRONAUT, id="cat like astronaut"),
    ],
)


def statistics(picture: bytes) -> Floats:
    """Mean and standard deviation of L, a and b."""
    lab = to_lab(pixels(picture)).reshape(-1, 3)
    return np.asarray([lab.mean(0), lab.std(0)], np.float32)


@PAIRS
def test_mean_and_spread_of_the_colours_become_the_references(picture: bytes, reference: bytes) -> None:
    before, made, aim = (
        statistics(each) for each in (picture, recolor(picture, reference=reference, strength=1), reference)
    )

    assert np.abs(made - aim)[:, 1:].max() < 7
    assert np.abs(made - aim).sum() < 0.5 * np.abs(before - aim).sum()


@PAIRS
def test_the_stronger_the_nearer(picture: bytes, reference: bytes) -> None:
    aim = statistics(reference)

    made = [statistics(recolor(picture, reference=reference, strength=each)) for each in (0, 0.3, 0.6, 1)]

    assert all(np.abs(one - aim).sum() > np.abs(other - aim).sum() for one, other in pairwise(made))


@PAIRS
def test_what_is_seen_stays(picture: bytes, reference: bytes) -> None:
    assert correlation(pixels(recolor(picture, reference=reference)), pixels(picture)) > 0.9


def test_strength_0_leaves_the_picture() -> None:
    assert psnr(pixels(recolor(CAT, reference=ADMIRAL, strength=0)), pixels(CAT)) > 40


@pytest.mark.parametrize(
    "reference", [greyed(ADMIRAL), encode(np.full((9, 9, 3), 200, np.uint8))], ids=["photo", "plain"]
)
def test_a_grey_reference_is_refused(reference: bytes) -> None:
    with pytest.raises(Refused) as caught:
        recolor(CAT, reference=reference)

    assert caught.value.sentence.reason is Reason.WITHOUT_COLOUR
    assert caught.value.sentence.values == {"slot": "reference"}


def test_a_grey_picture_takes_the_references_tones() -> None:
    made = to_lab(pixels(recolor(greyed(ASTRONAUT), reference=ADMIRAL)))

    assert np.hypot(made[..., 1], made[..., 2]).mean() > 5


@pytest.mark.parametrize("original", [CAT, ADMIRAL, ASTRONAUT], ids=["cat", "admiral", "astronaut"])
@pytest.mark.parametrize("colours", [("10407A",), ("056A6B", "E0C080"), ("301010", "A04030", "F0D0A0", "406080")])
def test_the_main_colours_become_the_palettes(original: bytes, colours: tuple[str, ...]) -> None:
    palette = to_lab(np.array([[list(bytes.fromhex(each))[::-1] for each in colours]], np.uint8))[0, :, 1:]

    def distance(picture: bytes) -> float:
        main = main_colours(pixels(picture), 2 * len(colours))[:, 1:]
        return float(np.linalg.norm(main[:, None] - palette, axis=2).min(0).mean())

    assert distance(recolor(original, colours=colours, strength=1)) < 0.6 * distance(original)


def test_black_and_white_stay_with_a_palette() -> None:
    halves = np.zeros((40, 40, 3), np.uint8)
    halves[:, 20:] = 255

    made = pixels(recolor(encode(halves), colours=("A04030", "406080")))

    assert luma(made)[:, :20].max() < 40
    assert luma(made)[:, 20:].min() > 225


def test_seven_colours_do_for_a_picture_of_two() -> None:
    two = np.zeros((1, 2, 3), np.uint8)
    two[0, 1] = 200

    assert image(recolor(encode(two), colours=tuple(f"{number}0A0{number}0" for number in range(7)))).size == (2, 1)
