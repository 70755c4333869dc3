import numpy as np
import pytest

from bot.upstreams.local.dehaze import dark_channel, dehaze
from tests.upstreams.local.measures import ADMIRAL, ASTRONAUT, CAT, luma, pixels, psnr
from tests.upstreams.local.synthetic import foggy, greyed

pytestmark = pytest.mark.slow

EACH = pytest.mark.parametrize("original", [CAT, ADMIRAL, ASTRONAUT], ids=["cat", "admiral", "astronaut"])


def haze_in(picture: bytes) -> float:
    return float(dark_channel(pixels(picture)).mean())


@EACH
@pytest.mark.parametrize(("strength", "share"), [(0.5, 0.5), (1.0, 0.9)])
def test_what_the_fog_has_added_is_taken_out_again(original: bytes, strength: float, share: float) -> None:
    fog = foggy(original)

    assert haze_in(fog) - haze_in(dehaze(fog, strength)) > share * (haze_in(fog) - haze_in(original))


@EACH
def test_a_foggy_picture_comes_nearer_to_the_clear_one(original: bytes) -> None:
    fog = foggy(original)

    assert psnr(pixels(dehaze(fog)), pixels(original)) > psnr(pixels(fog), pixels(original)) + 3


@EACH
def test_the_stronger_the_clearer(original: bytes) -> None:
    fog = foggy(original)

    left = [haze_in(dehaze(fog, strength)) for strength in (0.0, 0.25, 0.5, 0.75, 1.0)]

    assert left == sorted(left, reverse=True)
    assert left[0] == haze_in(fog)


def test_a_clear_picture_is_left_nearly_alone() -> None:
    assert psnr(pixels(dehaze(ADMIRAL)), pixels(ADMIRAL)) > 22


def test_fog_in_a_grey_picture_gets_less_too() -> None:
    fog = greyed(foggy(ADMIRAL))

    assert np.std(luma(pixels(dehaze(fog)))) > 1.1 * np.std(luma(pixels(fog)))


def test_no_strength_is_half_strength() -> None:
    assert dehaze(foggy(CAT)) == dehaze(foggy(CAT), 0.5)
