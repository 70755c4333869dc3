from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.domain.toolbox.edit import Corner
from bot.upstreams.local.raster import Bytes, encode
from bot.upstreams.local.watermark import watermark
from tests.upstreams.local.measures import ADMIRAL, ASTRONAUT, CAT, image, luma, pixels
from tests.upstreams.local.synthetic import speckled

pytestmark = pytest.mark.slow

TEXT = "© Ada 2026"


def changed(before: bytes, after: bytes) -> Bytes:
    """1 where a pixel is another one."""
    return np.asarray((pixels(before) != pixels(after)).any(2), np.uint8)


def box_of(mask: Bytes) -> tuple[int, int, int, int]:
    """Top, bottom, left and right."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return int(rows[0]), int(rows[-1]), int(columns[0]), int(columns[-1])


@pytest.mark.parametrize("picture", [CAT, ADMIRAL, ASTRONAUT], ids=["cat", "admiral", "astronaut"])
@pytest.mark.parametrize("corner", tuple(Corner))
def test_only_a_strip_in_its_corner_changes(picture: bytes, corner: Corner) -> None:
    width, height = image(picture).size

    top, bottom, left, right = box_of(changed(picture, watermark(picture, TEXT, corner)))

    assert bottom - top < height / 6
    assert (top > height / 2) == corner.startswith("bottom")
    assert (left > width / 4) == corner.endswith("right")
    assert (right < width * 3 / 4) == corner.endswith("left")


@pytest.mark.parametrize("level", [0, 60, 128, 190, 255])
def test_it_can_be_read_on_any_ground(level: int) -> None:
    ground = encode(np.full((200, 400, 3), level, np.uint8))

    made = luma(pixels(watermark(ground, TEXT)))

    assert np.ptp(made) > 90


def test_letters_stay_bright_and_their_rim_dark_on_a_checkered_ground() -> None:
    rows, columns = np.mgrid[:400, :800]
    checkered = np.where((rows // 5 + columns // 5) % 2, 230, 10).astype(np.uint8)
    plain = np.full_like(checkered, 120)

    on_plain, on_checkered = (luma(pixels(watermark(encode(each), TEXT, strength=1))) for each in (plain, checkered))
    letters, rim = on_plain > 235, on_plain < 50

    assert (letters.sum() > 300, rim.sum() > 300) == (True, True)
    assert np.percentile(on_checkered[letters], 1) > np.percentile(on_checkered[rim], 99) + 80


def test_the_stronger_the_plainer() -> None:
    strengths = (0.0, 0.25, 0.5, 0.75, 1.0)

    marks = [np.abs(luma(pixels(watermark(CAT, TEXT, strength=each))) - luma(pixels(CAT))).sum() for each in strengths]

    assert all(fainter < plainer for fainter, plainer in pairwise(marks))


def test_no_strength_is_half_strength_and_no_corner_the_bottom_right() -> None:
    assert watermark(CAT, TEXT) == watermark(CAT, TEXT, Corner.BOTTOM_RIGHT, 0.5)


def test_it_is_seen_on_nothing_and_nothing_else_is() -> None:
    alpha = np.zeros((200, 400), np.uint8)

    opacity = np.asarray(image(watermark(encode(speckled(400, 200), alpha), TEXT, strength=1)))[..., 3]

    assert opacity.max() == 255
    assert opacity[:100].max() == 0


def test_a_long_text_is_broken_into_lines() -> None:
    words = "who has taken this picture of a cat and when and where and with which camera and why"

    top, bottom, left, right = box_of(changed(CAT, watermark(CAT, words)))

    assert bottom - top > 25
    assert left >= 0
    assert right < 451


def test_a_text_without_room_is_refused_with_the_length_that_fits() -> None:
    with pytest.raises(Refused) as caught:
        watermark(encode(speckled(64, 64)), "W" * 50)
    most = int(caught.value.sentence.values["most"])

    assert caught.value.sentence.reason is Reason.OPTION_TOO_LONG
    assert 1 <= most < 50
    assert watermark(encode(speckled(64, 64)), "W" * most)


def test_what_no_font_has_is_refused_and_named() -> None:
    with pytest.raises(Refused) as caught:
        watermark(CAT, "hello \U0010fffd")

    assert caught.value.sentence.reason is Reason.OPTION_INVALID
    assert caught.value.sentence.values == {"option": "text", "value": "\U0010fffd"}


@settings(max_examples=40, deadline=None)
@given(text=st.text(min_size=1, max_size=100), width=st.integers(1, 300), height=st.integers(1, 300))
def test_any_text_on_any_size_is_written_or_refused(text: str, width: int, height: int) -> None:
    picture = encode(speckled(width, height))

    try:
        made = watermark(picture, text)
    except Refused as refusal:
        assert refusal.sentence.values["option"] == "text"  # noqa: PT017 (either outcome is right)
    else:
        assert image(made).size == (width, height)
