import numpy as np
import pytest

from bot.upstreams.local.contrast import contrast
from bot.upstreams.local.palette import to_lab
from bot.upstreams.local.raster import encode
from tests.upstreams.local.measures import ADMIRAL, ASTRONAUT, CAT, luma, pixels, psnr
from tests.upstreams.local.synthetic import dull, soft

pytestmark = pytest.mark.slow

EACH = pytest.mark.parametrize("original", [CAT, ADMIRAL, ASTRONAUT], ids=["cat", "admiral", "astronaut"])


def spread_of(picture: bytes) -> float:
    return float(luma(pixels(picture)).std())


@EACH
def test_a_dull_picture_gets_a_wider_spread(original: bytes) -> None:
    assert spread_of(contrast(dull(original))) > 1.5 * spread_of(dull(original))


@EACH
def test_the_stronger_the_wider(original: bytes) -> None:
    spreads = [spread_of(contrast(dull(original), strength)) for strength in (0.0, 0.25, 0.5, 0.75, 1.0)]

    assert spreads == sorted(spreads)


@EACH
def test_a_dull_picture_comes_nearer_to_the_good_one(original: bytes) -> None:
    flat = dull(original)

    assert psnr(pixels(contrast(flat, 0.8)), pixels(original)) > psnr(pixels(flat), pixels(original)) + 2


def test_dull_colours_become_vivid_too() -> None:
    before, after = (
        np.hypot(*np.moveaxis(to_lab(pixels(each))[..., 1:], 2, 0)).mean()
        for each in (dull(ADMIRAL), contrast(dull(ADMIRAL)))
    )

    assert after > 1.3 * before


def test_strength_0_leaves_the_picture() -> None:
    assert psnr(pixels(contrast(CAT, 0)), pixels(CAT)) > 45  # the way to luma and back


def test_no_strength_is_half_strength() -> None:
    assert contrast(dull(CAT)) == contrast(dull(CAT), 0.5)


def test_the_order_of_tones_stays() -> None:
    ramp = np.repeat(np.linspace(70, 180, 220)[None, :], 40, 0).astype(np.uint8)

    made = luma(pixels(contrast(encode(ramp), 1))).mean(0)

    assert np.diff(made).min() >= -1


def test_edges_do_not_get_halos() -> None:
    step = np.full((160, 240, 3), 90, np.uint8)
    step[:, 120:] = 150

    made = luma(pixels(contrast(soft(encode(step)), 1)))[80]

    assert abs(float(made[100]) - float(made[10])) < 6
    assert abs(float(made[140]) - float(made[230])) < 6
