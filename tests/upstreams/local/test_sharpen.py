import numpy as np
import pytest

from bot.upstreams.local.denoise import noise_level
from bot.upstreams.local.raster import encode
from bot.upstreams.local.sharpen import sharpen
from tests.upstreams.local.measures import ADMIRAL, ASTRONAUT, CAT, as_bytes, luma, mean_lab, pixels, psnr, sharpness
from tests.upstreams.local.synthetic import noisy, soft

pytestmark = pytest.mark.slow

EACH = pytest.mark.parametrize("original", [CAT, ADMIRAL, ASTRONAUT], ids=["cat", "admiral", "astronaut"])


@EACH
def test_a_soft_picture_comes_nearer_to_the_sharp_one(original: bytes) -> None:
    blurred = soft(original)

    assert psnr(pixels(sharpen(blurred)), pixels(original)) > psnr(pixels(blurred), pixels(original)) + 0.5


@EACH
def test_the_stronger_the_steeper(original: bytes) -> None:
    made = [sharpness(pixels(sharpen(soft(original), strength))) for strength in (0.0, 0.25, 0.5, 1.0)]

    assert made == sorted(made)
    assert made[-1] > 1.5 * made[0]


def test_no_strength_is_half_strength() -> None:
    assert sharpen(CAT) == sharpen(CAT, 0.5)


def test_strength_0_leaves_the_picture() -> None:
    assert psnr(pixels(sharpen(CAT, 0)), pixels(CAT)) > 45  # the way to luma and back


def test_noise_does_not_get_louder() -> None:
    flat = noisy(encode(np.full((200, 200, 3), 120, np.uint8)), 8)

    before, after = (noise_level(as_bytes(luma(pixels(each)))) for each in (flat, sharpen(flat, 1)))

    assert after < 1.15 * before


def test_edges_do_not_get_halos() -> None:
    step = np.full((80, 120, 3), 60, np.uint8)
    step[:, 60:] = 190

    made = luma(pixels(sharpen(soft(encode(step)), 1)))

    assert made.min() > 60 - 16
    assert made.max() < 190 + 16


@EACH
def test_the_mean_colour_stays(original: bytes) -> None:
    assert np.abs(mean_lab(pixels(sharpen(original, 1))) - mean_lab(pixels(original))).max() < 0.7
