"""What holds for every function that makes a picture of a picture of the same size."""

import io
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.toolbox.edit import Corner
from bot.upstreams.local.cartoon import cartoon
from bot.upstreams.local.contrast import contrast
from bot.upstreams.local.crop import crop
from bot.upstreams.local.dehaze import dehaze
from bot.upstreams.local.enlarge import enlarge
from bot.upstreams.local.errors import BadPicture
from bot.upstreams.local.grade import grade
from bot.upstreams.local.lineart import lineart
from bot.upstreams.local.raster import encode
from bot.upstreams.local.recolor import recolor
from bot.upstreams.local.sharpen import sharpen
from bot.upstreams.local.styles import CartoonStyle
from bot.upstreams.local.watermark import watermark
from tests.upstreams.local.measures import CAT, image
from tests.upstreams.local.synthetic import greyed, half_seen, speckled

pytestmark = pytest.mark.slow

Work = Callable[[bytes], bytes]

SAME_SIZE: dict[str, Work] = {
    "sharpen": sharpen,
    "dehaze": dehaze,
    "contrast": contrast,
    "lineart": lineart,
    **{f"cartoon, {style}": partial(cartoon, style=style) for style in CartoonStyle},
    "recolor by reference": partial(recolor, reference=CAT),
    "recolor by palette": partial(recolor, colours=("056A6B", "E0C080", "401020")),
    "grade": grade,
}
OTHERS: dict[str, Work] = {
    "watermark": partial(watermark, text="© me", corner=Corner.TOP_LEFT),
    "enlarge": partial(enlarge, factor=3, sharper=True),
    "crop": partial(crop, width=50, height=20),
}
EACH_SAME_SIZE = pytest.mark.parametrize("work", SAME_SIZE.values(), ids=SAME_SIZE.keys())
EACH = pytest.mark.parametrize("work", (SAME_SIZE | OTHERS).values(), ids=(SAME_SIZE | OTHERS).keys())


@EACH_SAME_SIZE
@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (4000, 1), (2, 3), (7, 1), (61, 47)])
def test_any_size_comes_out_as_it_went_in(work: Work, size: tuple[int, int]) -> None:
    made = image(work(encode(speckled(*size))))

    assert (made.format, made.size) == ("PNG", size)


@EACH_SAME_SIZE
@settings(max_examples=12, deadline=None)
@given(width=st.integers(1, 70), height=st.integers(1, 70))
def test_any_small_size_comes_out_as_it_went_in(work: Work, width: int, height: int) -> None:
    assert image(work(encode(speckled(width, height)))).size == (width, height)


@pytest.mark.parametrize("name", [name for name in SAME_SIZE if name != "cartoon, comic"])
@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_plain_surface_stays_plain(name: str, level: int) -> None:
    made = image(SAME_SIZE[name](encode(np.full((40, 40, 3), level, np.uint8)))).convert("RGB")

    assert np.ptp(np.asarray(made), (0, 1)).max() <= 1


@pytest.mark.parametrize("name", [name for name in SAME_SIZE if name != "lineart"])
def test_transparency_stays_as_it_is(name: str) -> None:
    before = half_seen(60, 40)

    made = image(SAME_SIZE[name](before))

    assert made.mode == "RGBA"
    assert np.array_equal(np.asarray(made)[..., 3], np.asarray(image(before))[..., 3])


@EACH
def test_grey_with_transparency_can_be_worked_on(work: Work) -> None:
    both = io.BytesIO()
    image(half_seen(120, 80)).convert("LA").save(both, "PNG")

    assert image(work(both.getvalue())).mode in {"RGBA", "L"}


@pytest.mark.parametrize("name", [name for name in SAME_SIZE | OTHERS if not name.startswith("recolor")])
def test_a_grey_picture_stays_grey(name: str) -> None:
    assert image((SAME_SIZE | OTHERS)[name](greyed(CAT))).mode == "L"


@EACH
def test_the_same_picture_gives_the_same_bytes(work: Work) -> None:
    assert work(CAT) == work(CAT)


@EACH
def test_what_is_no_picture_is_a_bad_picture(work: Work) -> None:
    with pytest.raises(BadPicture):
        work(b"<html>not a picture</html>")
