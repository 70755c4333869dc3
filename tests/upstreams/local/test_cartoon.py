from functools import cache

import numpy as np
import pytest

from bot.upstreams.local.cartoon import cartoon
from bot.upstreams.local.styles import CartoonStyle
from tests.upstreams.local.measures import ADMIRAL, ASTRONAUT, CAT, image, luma, pixels

pytestmark = pytest.mark.slow

drawn = cache(cartoon)
EACH = pytest.mark.parametrize("original", [CAT, ADMIRAL, ASTRONAUT], ids=["cat", "admiral", "astronaut"])
EACH_STYLE = pytest.mark.parametrize("style", tuple(CartoonStyle))


def colours_of(picture: bytes) -> int:
    """How many colours cover seven tenths of it; the rest are blends at edges."""
    flat = pixels(picture).astype(np.uint32).reshape(-1, 3)
    counts = np.sort(np.unique(flat @ np.array([1, 256, 65536], np.uint32), return_counts=True)[1])[::-1]
    return int((np.cumsum(counts) < 0.7 * len(flat)).sum()) + 1


@EACH
@EACH_STYLE
def test_few_colours_are_left(original: bytes, style: CartoonStyle) -> None:
    assert colours_of(drawn(original, style)) <= 24
    assert colours_of(original) > 1000


@EACH
@EACH_STYLE
def test_the_picture_is_still_recognised(original: bytes, style: CartoonStyle) -> None:
    made = pixels(drawn(original, style))

    assert np.corrcoef(luma(made).ravel(), luma(pixels(original)).ravel())[0, 1] > 0.85


@EACH_STYLE
def test_the_size_stays(style: CartoonStyle) -> None:
    assert image(drawn(CAT, style)).size == image(CAT).size


def test_each_style_looks_different() -> None:
    assert len({drawn(CAT, style) for style in CartoonStyle}) == len(CartoonStyle)


@EACH
def test_bold_has_black_lines_where_flat_has_none(original: bytes) -> None:
    flat, bold = (luma(pixels(drawn(original, style))) for style in (CartoonStyle.FLAT, CartoonStyle.BOLD))

    assert (bold < 20).mean() > (flat < 20).mean() + 0.01
