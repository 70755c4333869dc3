import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.upstreams.local.erase import erase
from bot.upstreams.local.errors import BadPicture
from bot.upstreams.local.membrane import Where
from bot.upstreams.local.raster import Bytes, encode
from tests.upstreams.local.measures import ADMIRAL, CAT, as_bytes, image, luma, pixels
from tests.upstreams.local.scenes import answer, disc, gradient, plain, textured

pytestmark = pytest.mark.slow


def png(where: Where) -> bytes:
    return encode(as_bytes(where * 255))


def marked(shape: tuple[int, ...], top: int, left: int, height: int, width: int) -> Where:
    where = np.zeros(shape[:2], bool)
    where[top : top + height, left : left + width] = True
    return where


@pytest.mark.parametrize("ground", [plain(), gradient()], ids=["plain", "gradient"])
def test_what_was_drawn_is_gone_and_the_ground_is_back(ground: Bytes) -> None:
    picture, where = disc(ground)

    made = pixels(erase(encode(picture), png(where)))

    assert np.abs(made.astype(int) - ground).mean() < 1
    assert np.abs(made.astype(int) - ground).max() < 16


def test_a_ground_of_texture_is_filled_with_texture() -> None:
    ground = textured()
    picture, where = disc(ground)

    made = pixels(erase(encode(picture), png(where)))

    assert luma(made)[where].std() == pytest.approx(luma(ground)[where].std(), rel=0.35)
    assert np.abs(made[where].mean(0) - ground[where].mean(0)).max() < 12


def test_a_horizon_goes_on_behind_what_is_erased() -> None:
    ground = gradient()
    ground[120:] = (40, 110, 50)
    picture, where = disc(ground)

    made = pixels(erase(encode(picture), png(where)))

    assert np.abs(made.astype(int) - ground)[where].mean() < 8


def test_away_from_the_mask_no_pixel_changes() -> None:
    original = pixels(ADMIRAL)
    where = marked(original.shape, 480, 72, 42, 100)

    changed = (pixels(erase(ADMIRAL, png(where))) != original).any(2)

    rows, columns = np.nonzero(changed)
    assert (rows.min(), columns.min()) >= (476, 68)
    assert rows.max() < 480 + 42 + 4
    assert columns.max() < 72 + 100 + 4


def test_the_same_picture_is_filled_the_same_way_twice() -> None:
    where = png(marked(pixels(CAT).shape, 100, 100, 40, 60))

    assert erase(CAT, where) == erase(CAT, where)


def test_holes_far_apart_are_each_filled_from_their_surroundings() -> None:
    ground = np.hstack([plain(200, 120), np.full((120, 200, 3), 40, np.uint8)])
    where = marked(ground.shape, 50, 40, 20, 20) | marked(ground.shape, 50, 340, 20, 20)
    picture = np.where(where[..., None], np.uint8(128), ground)

    assert np.abs(pixels(erase(encode(picture), png(where))).astype(int) - ground).max() < 3


@pytest.mark.parametrize("value", [0, 255], ids=["nothing", "everything"])
def test_a_mask_that_marks_no_part_is_refused(value: int) -> None:
    with pytest.raises(Refused) as caught:
        erase(CAT, encode(np.full((300, 451), value, np.uint8)))

    assert caught.value.sentence.reason is Reason.PART_NEEDED


def test_a_mask_of_another_size_is_refused_with_both_sizes() -> None:
    with pytest.raises(Refused) as caught:
        erase(CAT, encode(np.full((30, 45), 255, np.uint8)))

    assert caught.value.sentence.values == {
        "slot": "mask",
        "width": 451,
        "height": 300,
        "mask_width": 45,
        "mask_height": 30,
    }


def test_what_is_transparent_in_a_mask_is_not_marked() -> None:
    white, alpha = np.full((240, 320, 3), 255, np.uint8), np.zeros((240, 320), np.uint8)
    picture, where = disc(plain())
    alpha[where] = 255

    made = pixels(erase(encode(picture), encode(white, alpha)))

    assert np.abs(made.astype(int) - plain()).max() < 16


def test_a_mask_that_is_no_picture_is_a_bad_picture() -> None:
    with pytest.raises(BadPicture):
        erase(CAT, b"nothing")


def test_grey_stays_grey_and_transparency_stays() -> None:
    grey, alpha = as_bytes(luma(plain())), np.full((240, 320), 77, np.uint8)
    where = png(marked(grey.shape, 10, 10, 20, 20))

    assert image(erase(encode(grey), where)).mode == "L"
    assert np.unique(np.asarray(image(erase(encode(plain(), alpha), where)))[..., 3]).tolist() == [77]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(height=st.integers(1, 40), width=st.integers(1, 40), data=st.data())
def test_every_size_of_picture_and_mask_has_an_answer(height: int, width: int, data: st.DataObject) -> None:
    top, left = data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))
    picture = np.random.default_rng(height * width).integers(0, 256, (height, width, 3), np.uint8)
    where = marked(picture.shape, top, left, data.draw(st.integers(1, height)), data.draw(st.integers(1, width)))

    got = answer(lambda: erase(encode(picture), png(where)))

    assert got in (picture.shape, Reason.PART_NEEDED)


@pytest.mark.parametrize("size", [(1, 4000), (4000, 1)])
def test_a_line_of_pixels_can_be_worked_on(size: tuple[int, int]) -> None:
    picture = np.full((*size, 3), 90, np.uint8)
    where = np.zeros(size, bool)
    where.ravel()[2000:2010] = True

    assert np.array_equal(pixels(erase(encode(picture), png(where))), picture)
