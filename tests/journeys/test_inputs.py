"""Bad pictures: each ends in one sentence with the limit and the picture's own figure, before anything is paid."""
# ruff: noqa: RUF001 - the sign between a width and a height is meant

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from bot.domain.lifecycle import State
from bot.domain.tasks import Task
from bot.sandbox.discord import Fault, FaultKind, Upload
from tests.journeys import odd_pictures as odd
from tests.journeys.endings import gives_back, last_words, paid
from tests.journeys.fixture import Stage
from tests.journeys.logbook import Logbook
from tests.journeys.pictures import has_picture, png, size_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

Make = Callable[[], Upload]

FOR_NOBODY: dict[str, tuple[Make, tuple[str, ...]]] = {
    "text": (odd.text, ("isn't a picture",)),
    "HTML": (odd.page, ("isn't a picture",)),
    "SVG": (odd.svg, ("isn't a picture",)),
    "nothing": (odd.nothing, ("isn't a picture",)),
    "half a PNG": (odd.cut_png, ("damaged",)),
    "half a JPEG": (odd.cut_jpeg, ("damaged",)),
    "animated GIF": (partial(odd.animated, "GIF"), ("animated", "3 frames", "still")),
    "animated PNG": (partial(odd.animated, "PNG"), ("animated", "3 frames", "still")),
    "animated WebP": (partial(odd.animated, "WEBP"), ("animated", "3 frames", "still")),
    "still GIF": (partial(odd.still, "GIF"), ("GIF", "JPEG, PNG, WEBP")),
    "BMP": (partial(odd.still, "BMP"), ("BMP", "JPEG, PNG, WEBP")),
    "pixel bomb": (partial(odd.bomb, 50_000), ("50,000 × 50,000", "100 megapixels")),
    "one pixel too long": (partial(odd.solid, 9217, 64), ("9,217 × 64", "9,216 px")),
    "more bytes than anybody takes": (partial(odd.weighing, 25 * 2**20 + 1), ("25.1 MB", "25 MB")),
}

BEYOND_MAGIC_TIGER: dict[str, tuple[Make, tuple[str, ...]]] = {
    "one pixel too narrow": (partial(odd.solid, 63, 200), ("63 × 200", "64 px")),
    "one pixel too low": (partial(odd.solid, 200, 63), ("200 × 63", "64 px")),
    "one pixel too long": (partial(odd.solid, 64, 9217), ("64 × 9,217", "9,216 px")),
    "turned by EXIF": (partial(odd.turned, 63, 200), ("63 × 200", "64 px")),
    "one byte too much": (partial(odd.weighing, 20_000_001), ("19.1 MB", "19 MB")),
}

WITHIN_MAGIC_TIGER: dict[str, tuple[Make, tuple[int, int]]] = {
    "smallest": (partial(odd.solid, 64, 64), (64, 64)),
    "longest": (partial(odd.solid, 9216, 64), (9216, 64)),
    "heaviest": (partial(odd.weighing, 20_000_000), (96, 64)),
    "JPEG called PNG": (partial(odd.misnamed, "photo.png"), (96, 64)),
    "JPEG called text": (partial(odd.misnamed, "notes.txt"), (96, 64)),
}


def each(cases: dict[str, tuple[Make, tuple[object, ...]]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("make", "expected"), cases.values(), ids=cases.keys())
