import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.upstreams.local.outpaint import outpaint
from bot.upstreams.local.raster import encode
from tests.upstreams.local.measures import CAT, as_bytes, image, luma, pixels, scaled
from tests.upstreams.local.scenes import answer, disc, gradient, plain, textured

pytestmark = pytest.mark.slow

SMALL_CAT = scaled(CAT, 0.4)


def test_the_canvas_grows_exactly_and_its_middle_is_the_picture() -> None:
    before = pixels(SMALL_CAT)
    height, width = before.shape[:2]

    made = pixels(outpaint(SMALL_CAT, vertical=1.5, horizontal=2))

    assert made.shape == (round(1.5 * height), 2 * width, 3)
    top, left = (made.shape[0] - height) // 2, (made.shape[1] - width) // 2
    assert np.array_equal(made[top : top + height, left : left + width], before)


def test_a_plain_ground_goes_on() -> None:
    picture, _ = disc(plain(160, 120), radius=25)

    made = pixels(outpaint(encode(picture), vertical=1.5, horizontal=1.5))

    around = np.ones(made.shape[:2], bool)
    around[30:150, 40:200] = False
    assert np.abs(made[around].astype(int) - 225).max() < 4


def test_no_seam_is_seen_where_the_picture_ends() -> None:
    made = luma(pixels(outpaint(encode(gradient(160, 120)), vertical=1, horizontal=1.5)))

    steps = np.abs(np.diff(made, axis=1))
    assert steps[:, 38:42].mean() < steps.mean() + 1.5


def test_texture_goes_on_as_texture_if_a_softer_one() -> None:
    ground = textured(160, 120)

    made = luma(pixels(outpaint(encode(ground), vertical=1, horizontal=2)))

    assert made[:, :60].std() > 0.35 * luma(ground).std()


def test_the_surroundings_are_no_mirror_image() -> None:
    ground = textured(160, 120)

    made = luma(pixels(outpaint(encode(ground), vertical=1, horizontal=1.5)))

    mirrored = luma(ground)[:, 39::-1]
    assert abs(np.corrcoef(made[:, :40].ravel(), mirrored.ravel())[0, 1]) < 0.5


def test_the_same_seed_gives_the_same_picture_and_another_one_another() -> None:
    ground = encode(textured(80, 60))

    made = [outpaint(ground, seed=seed) for seed in (5, 5, 6)]

    assert made[0] == made[1] != made[2]


def test_nothing_to_extend_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        outpaint(SMALL_CAT, vertical=1, horizontal=1)

    assert caught.value.sentence.reason is Reason.NOTHING_TO_EXTEND


def test_a_result_too_large_to_be_made_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        outpaint(encode(np.zeros((3000, 3000), np.uint8)), vertical=4, horizontal=2)

    assert caught.value.sentence.reason is Reason.TOO_MANY_PIXELS
    assert int(caught.value.sentence.values["max_pixels"]) < 3000 * 3000


def test_grey_stays_grey_and_transparency_stays_with_the_picture() -> None:
    ground = plain(40, 30)
    alpha = np.full((30, 40), 5, np.uint8)

    assert image(outpaint(encode(as_bytes(luma(ground))), vertical=2, horizontal=1)).mode == "L"
    made = np.asarray(image(outpaint(encode(ground, alpha), vertical=2, horizontal=1)))[..., 3]
    assert np.unique(made[15:45]).tolist() == [5]
    assert np.unique(made[:15]).tolist() == [255]


@settings(max_examples=15, deadline=None, derandomize=True)
@given(height=st.integers(1, 30), width=st.integers(1, 30), vertical=st.floats(1, 4), horizontal=st.floats(1, 4))
def test_every_size_grows_by_its_factors(height: int, width: int, vertical: float, horizontal: float) -> None:
    picture = np.random.default_rng(height * width).integers(0, 256, (height, width, 3), np.uint8)
    wanted = round(height * vertical), round(width * horizontal), 3

    got = answer(lambda: outpaint(encode(picture), vertical, horizontal))

    assert got == (Reason.NOTHING_TO_EXTEND if wanted == picture.shape else wanted)
