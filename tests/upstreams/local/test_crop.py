import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox import pictures
from bot.upstreams.local.crop import crop
from bot.upstreams.local.faces import detect
from bot.upstreams.local.raster import encode
from tests.upstreams.local.measures import ADMIRAL, CAT, image, pixels, psnr
from tests.upstreams.local.synthetic import half_seen, speckled

pytestmark = pytest.mark.slow


@settings(max_examples=25, deadline=None)
@given(of=st.tuples(st.integers(1, 90), st.integers(1, 90)), to=st.tuples(st.integers(16, 300), st.integers(16, 300)))
def test_any_size_comes_out_as_asked(of: tuple[int, int], to: tuple[int, int]) -> None:
    made = image(crop(encode(speckled(*of)), *to))

    assert (made.format, made.size) == ("PNG", to)


@pytest.mark.parametrize("of", [(1, 4000), (4000, 1)])
def test_an_extreme_shape_is_no_trouble(of: tuple[int, int]) -> None:
    assert image(crop(encode(speckled(*of)), 64, 32)).size == (64, 32)


@pytest.mark.parametrize("size", [(300, 600), (600, 300), (400, 400)])
def test_a_face_is_kept_whole(size: tuple[int, int]) -> None:
    assert len(detect(crop(ADMIRAL, *size))) == 1


@pytest.mark.parametrize("size", [(300, 600), (500, 500)])
def test_of_two_people_at_least_one_is_whole(size: tuple[int, int]) -> None:
    assert len(detect(crop(pictures.group(), *size))) >= 1


@pytest.mark.parametrize("place", [40, 200, 360])
def test_what_stands_out_is_kept(place: int) -> None:
    ground = np.full((100, 400, 3), 120, np.uint8)
    ground[35:65, place - 15 : place + 15] = (30, 60, 230)

    made = pixels(crop(encode(ground), 100, 100))

    assert (made[..., 2] > 200).sum() >= 850


def test_the_same_proportions_keep_the_whole_picture() -> None:
    width, height = image(CAT).size

    assert psnr(pixels(crop(CAT, width, height)), pixels(CAT)) > 60


def test_nothing_is_stretched() -> None:
    rows, columns = np.mgrid[:300, :500]
    disc = encode(np.where(np.hypot(rows - 150, columns - 250) < 80, 20, 220).astype(np.uint8))

    dark = pixels(crop(disc, 200, 200))[..., 0] < 128

    assert int(dark.any(0).sum()) == pytest.approx(int(dark.any(1).sum()), abs=2)


def test_transparency_is_cropped_too() -> None:
    opacity = np.asarray(image(crop(half_seen(60, 60), 60, 60)))[..., 3]

    assert (opacity[:, :30].max(), opacity[:, 30:].min()) == (0, 255)
