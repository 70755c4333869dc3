import numpy as np
import pytest

from bot.domain.toolbox.art import Paper
from bot.upstreams.local.lineart import lineart
from bot.upstreams.local.raster import encode
from tests.upstreams.local.measures import ADMIRAL, ASTRONAUT, CAT, image, luma, pixels
from tests.upstreams.local.synthetic import half_seen, noisy

pytestmark = pytest.mark.slow

EACH = pytest.mark.parametrize("original", [CAT, ADMIRAL, ASTRONAUT], ids=["cat", "admiral", "astronaut"])


def disc() -> bytes:
    rows, columns = np.mgrid[:200, :200]
    return encode(np.where(np.hypot(rows - 100, columns - 100) < 60, 80, 190).astype(np.uint8))


@EACH
def test_there_are_dark_lines_on_white(original: bytes) -> None:
    drawn = luma(pixels(lineart(original)))

    assert (drawn > 240).mean() > 0.75
    assert 0.01 < (drawn < 80).mean() < 0.2


def test_it_is_grey_and_of_the_same_size() -> None:
    made = image(lineart(CAT))

    assert (made.mode, made.size) == ("L", image(CAT).size)


def test_a_line_runs_where_an_edge_is_and_nowhere_else() -> None:
    drawn = luma(pixels(lineart(disc())))
    rows, columns = np.mgrid[:200, :200]
    from_edge = np.abs(np.hypot(rows - 100, columns - 100) - 60)

    assert drawn[from_edge > 6].min() > 250
    assert (drawn[from_edge < 3] < 100).mean() > 0.25


def test_noise_is_not_drawn() -> None:
    drawn = luma(pixels(lineart(noisy(disc(), 6))))
    rows, columns = np.mgrid[:200, :200]

    assert (drawn[np.abs(np.hypot(rows - 100, columns - 100) - 60) > 8] < 128).mean() < 0.01


def test_what_cannot_be_seen_is_not_drawn() -> None:
    drawn = luma(pixels(lineart(half_seen(120, 80))))

    assert drawn[:, :50].min() > 250


@pytest.mark.parametrize(
    ("paper", "ratio"),
    [(Paper.A4, 210 / 297), (Paper.SQUARE, 1), (Paper.P2_3, 2 / 3), (Paper.L16_9, 16 / 9), (Paper.L21_9, 21 / 9)],
)
def test_the_sheet_has_the_proportions_that_were_asked_for(paper: Paper, ratio: float) -> None:
    width, height = image(lineart(ADMIRAL, paper)).size

    assert width / height == pytest.approx(ratio, abs=0.005)
    assert (width >= 512, height >= 600) == (True, True)


def test_the_drawing_stands_whole_in_the_middle_of_a_white_sheet() -> None:
    plain, sheet = pixels(lineart(ADMIRAL)), pixels(lineart(ADMIRAL, Paper.SQUARE))

    assert np.array_equal(sheet[:, 44 : 44 + 512], plain)
    assert sheet[:, :44].min() == 255


def test_a4_is_turned_as_the_picture_is() -> None:
    width, height = image(lineart(CAT, Paper.A4)).size

    assert width / height == pytest.approx(297 / 210, abs=0.005)
