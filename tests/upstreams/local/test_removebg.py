from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.domain.toolbox.edit import Cutout, Subject
from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.raster import Bytes, encode
from bot.upstreams.local.removebg import removebg
from tests.upstreams.local.measures import ADMIRAL, ASTRONAUT, CAT, image
from tests.upstreams.local.scenes import RED, answer, disc, gradient, overlap, plain, textured

pytestmark = pytest.mark.slow

cut = cache(removebg)
GROUNDS = pytest.mark.parametrize("ground", [plain(), gradient(), textured()], ids=["plain", "gradient", "textured"])


def alpha_of(picture: bytes) -> Bytes:
    return np.asarray(image(picture))[..., 3]


@GROUNDS
def test_a_thing_is_cut_out_of_its_ground(ground: Bytes) -> None:
    picture, where = disc(ground)

    alpha = alpha_of(removebg(encode(picture)))

    assert overlap(alpha > 127, where) > 0.95
    assert alpha[120, 160] == 255
    assert [alpha[row, column] for row in (0, -1) for column in (0, -1)] == [0, 0, 0, 0]


def test_no_colour_of_the_ground_is_left_at_the_edge() -> None:
    picture, _ = disc(plain())

    made = np.asarray(image(removebg(encode(picture))))

    half = (made[..., 3] > 30) & (made[..., 3] < 225)
    assert half.any()
    assert np.abs(made[half][:, 2::-1].astype(int) - RED).max() < 30


@pytest.mark.parametrize("portrait", [ADMIRAL, ASTRONAUT], ids=["admiral", "astronaut"])
def test_a_person_stands_alone(portrait: bytes) -> None:
    alpha = alpha_of(cut(portrait))
    height, width = alpha.shape

    assert alpha[height // 3, width // 2] == 255
    assert alpha[height - 20, width // 2] == 255
    assert alpha[5, 5] == alpha[5, width - 5] == alpha[height // 3, width - 10] == 0


def test_a_head_is_without_its_body() -> None:
    alpha = alpha_of(cut(ASTRONAUT, Subject.HEAD))

    assert alpha[220, 290] == 255
    assert alpha[450:].max() == 0


@pytest.mark.parametrize("subject", [Subject.PERSON, Subject.HEAD])
def test_nobody_cannot_be_cut_out(subject: Subject) -> None:
    with pytest.raises(NoFace) as caught:
        removebg(CAT, subject)

    assert caught.value.which == "image"


def test_a_picture_of_nothing_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        removebg(encode(plain()))

    assert caught.value.sentence.reason is Reason.NO_SUBJECT


def test_trimmed_is_no_larger_than_the_thing() -> None:
    picture, _ = disc(plain())

    assert image(removebg(encode(picture), form=Cutout.TRIMMED)).size == pytest.approx((91, 91), abs=5)


def test_white_is_white_around_the_thing() -> None:
    picture, _ = disc(gradient())

    made = image(removebg(encode(picture), form=Cutout.WHITE))

    assert made.mode == "RGB"
    assert made.getpixel((3, 3)) == (255, 255, 255)
    assert made.getpixel((160, 120)) == RED[::-1]


def test_a_mask_is_white_where_the_thing_is() -> None:
    picture, where = disc(gradient())

    made = image(removebg(encode(picture), form=Cutout.MASK))

    assert made.mode == "L"
    assert overlap(np.asarray(made) > 127, where) > 0.95


def test_what_was_transparent_stays_transparent() -> None:
    picture, _ = disc(plain())
    alpha = np.full(picture.shape[:2], 255, np.uint8)
    alpha[:, :160] = 0

    assert alpha_of(removebg(encode(picture, alpha)))[:, :160].max() == 0


def test_a_large_picture_keeps_its_size() -> None:
    picture, where = disc(plain(2400, 1800), radius=400)

    made = removebg(encode(picture))

    assert image(made).size == (2400, 1800)
    assert overlap(alpha_of(made) > 127, where) > 0.97


@settings(max_examples=25, deadline=None, derandomize=True)
@given(height=st.integers(1, 40), width=st.integers(1, 40))
def test_every_size_has_an_answer(height: int, width: int) -> None:
    picture = np.random.default_rng(height * width).integers(0, 256, (height, width, 3), np.uint8)

    got = answer(lambda: removebg(encode(picture)))

    assert got in (picture.shape, Reason.NO_SUBJECT)


@pytest.mark.parametrize("size", [(1, 4000), (4000, 1)])
def test_a_line_of_pixels_shows_nothing(size: tuple[int, int]) -> None:
    with pytest.raises(Refused):
        removebg(encode(np.full((*size, 3), 90, np.uint8)))
