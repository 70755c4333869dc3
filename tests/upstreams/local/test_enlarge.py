import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.upstreams.local.enlarge import enlarge
from bot.upstreams.local.raster import encode
from tests.upstreams.local.measures import (
    ADMIRAL,
    ASTRONAUT,
    CAT,
    bicubic,
    cropped,
    halved,
    image,
    pixels,
    psnr,
    sharpness,
    ssim,
)
from tests.upstreams.local.synthetic import half_seen, speckled


@settings(max_examples=20, deadline=None)
@given(width=st.integers(1, 40), height=st.integers(1, 40), factor=st.integers(2, 8))
def test_both_sides_are_exactly_so_many_times_as_long(width: int, height: int, factor: int) -> None:
    made = image(enlarge(encode(speckled(width, height)), factor))

    assert (made.format, made.size) == ("PNG", (factor * width, factor * height))


@pytest.mark.parametrize("original", [CAT, ADMIRAL, ASTRONAUT], ids=["cat", "admiral", "astronaut"])
def test_the_result_is_nearer_to_the_original_than_a_bicubic_enlargement(original: bytes) -> None:
    made = pixels(enlarge(halved(original)))
    truth = cropped(pixels(original), made)
    plain = bicubic(halved(original), made)

    assert psnr(made, truth) > psnr(plain, truth)
    assert ssim(made, truth) > ssim(plain, truth)


@pytest.mark.parametrize("factor", [2, 5])
def test_sharpening_makes_edges_steeper(factor: int) -> None:
    usual, sharper = (pixels(enlarge(halved(CAT), factor, sharper=more)) for more in (False, True))

    assert sharpness(sharper) > 1.05 * sharpness(usual)


def test_a_plain_surface_is_merely_larger() -> None:
    assert np.ptp(pixels(enlarge(encode(np.full((9, 9, 3), 77, np.uint8)), 4))) <= 1


def test_transparency_is_enlarged_too() -> None:
    opacity = np.asarray(image(enlarge(half_seen(20, 10), 4)))[..., 3]

    assert (opacity[:, :36].max(), opacity[:, 44:].min()) == (0, 255)


def test_more_than_fifty_megapixels_are_refused_with_what_would_fit() -> None:
    with pytest.raises(Refused) as caught:
        enlarge(encode(np.zeros((1000, 1000), np.uint8)), 8)

    assert caught.value.sentence.reason is Reason.TOO_MANY_PIXELS
    assert caught.value.sentence.values == {"slot": "image", "width": 1000, "height": 1000, "max_pixels": 781_250}
