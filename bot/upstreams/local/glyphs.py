"""What could be a letter: small, of one tone, with strokes of one width, in one piece."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from bot.upstreams.local.eyes import Box
from bot.upstreams.local.membrane import Where
from bot.upstreams.local.raster import Bytes

_STROKES = (7, 15, 31, 61)
"""Widths in pixels under which a stroke stands out against its surroundings; each finds letters of its own size."""
_TINY_STROKES = (7, 15)
_TWICE = 2
_LEAST_HEIGHT = 7
_HEIGHT_TO_STROKE = (0.7, 7.0)
_ASPECTS = (0.06, 4.0)
_FILLED = (0.13, 0.97)
_SLIMNESS = (1.8, 22.0)
_MOST_CANDIDATES = 3000
_UNEVEN_WIDTH = 0.42
_UNEVEN_TONE = 0.3
_MARGIN = 6
_CLEAR_OF = 0.5
_CLEAR_ENOUGH, _SURELY_CLEAR = 0.6, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """A letter or a part of one, in pixels. `bright`: lighter than its surroundings, by `contrast` grey levels.

    `sure`: it is set off against them almost all around, while texture fades into them somewhere.
    """

    box: Box
    stroke: float
    tone: float
    contrast: float
    bright: bool
    sure: bool


def find_glyphs(grey: Bytes, *, contrast: float) -> list[Glyph]:
    """All that stands out by at least `contrast` grey levels, in both directions and every size."""
    return [
        glyph
        for stroke in _STROKES
        if stroke < min(grey.shape)
        for bright in (True, False)
        for glyph in _of_width(grey, stroke, contrast, bright=bright)
    ]


def find_tiny_glyphs(grey: Bytes, *, contrast: float) -> list[Glyph]:
    """Those of strokes so thin that they are only told from one another in a picture of twice the size."""
    double = np.asarray(cv2.resize(grey, None, fx=_TWICE, fy=_TWICE, interpolation=cv2.INTER_CUBIC), np.uint8)
    return [
        _halved(glyph)
        for stroke in _TINY_STROKES
        if stroke < min(double.shape)
        for bright in (True, False)
        for glyph in _of_width(double, stroke, contrast, bright=bright, scale=_TWICE)
    ]


def _halved(glyph: Glyph) -> Glyph:
    box = Box(*(round(value / _TWICE) for value in glyph.box))
    return replace(glyph, box=box, stroke=glyph.stroke / _TWICE)


def _of_width(grey: Bytes, stroke: int, contrast: float, *, bright: bool, scale: int = 1) -> list[Glyph]:
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (stroke, stroke))
    hat = np.asarray(cv2.morphologyEx(grey, cv2.MORPH_TOPHAT if bright else cv2.MORPH_BLACKHAT, kernel), np.uint8)
    peak = cv2.dilate(hat, kernel)
    inside = np.asarray((hat >= contrast / 2) & (hat > peak // 2), np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(inside, connectivity=8)
    glyphs = []
    for number in _likely(stats, stroke):
        box = Box(*(int(value) for value in stats[number, :4]))
        glyph = _measure(grey, hat, labels, number, box, bright=bright, scale=scale)
        if glyph and glyph.contrast >= contrast:
            glyphs.append(glyph)
    return glyphs


def _likely(stats: cv2.typing.MatLike, stroke: int) -> list[int]:
    """The labels whose size and shape may be a letter's; the background is label 0."""
    _, _, width, height, area = stats.T.astype(np.float64)
    low, high = (factor * stroke for factor in _HEIGHT_TO_STROKE)
    filled = area / (width * height)
    good = (height >= max(_LEAST_HEIGHT, low)) & (height <= high)
    good &= (width / height > _ASPECTS[0]) & (width / height < _ASPECTS[1])
    good &= (filled > _FILLED[0]) & (filled < _FILLED[1]) | (width < height / 3)
    good[0] = False
    return [int(number) for number in np.flatnonzero(good)[:_MOST_CANDIDATES]]


def _measure(
    grey: Bytes, hat: Bytes, labels: cv2.typing.MatLike, number: int, box: Box, *, bright: bool, scale: int
) -> Glyph | None:
    x, y, width, height = box
    place = np.s_[y : y + height, x : x + width]
    shape = np.asarray(labels[place] == number, np.uint8)
    depth = cv2.distanceTransform(cv2.copyMakeBorder(shape, 1, 1, 1, 1, cv2.BORDER_CONSTANT), cv2.DIST_L2, 3)[
        1:-1, 1:-1
    ]
    ridge = (depth >= cv2.dilate(depth, np.ones((3, 3), np.uint8)) - 1e-3) & (shape > 0)
    widths = depth[ridge]
    stroke = 2 * float(np.median(widths))
    if not _SLIMNESS[0] < height / stroke < _SLIMNESS[1] or widths.std() > _UNEVEN_WIDTH * widths.mean():
        return None
    middle = ridge if ridge.sum() > 3 else shape > 0  # noqa: PLR2004 - too few to tell
    tones, contrast = grey[place][middle], float(np.median(hat[place][middle]))
    if tones.std() > _UNEVEN_TONE * contrast + 3:
        return None
    tone = float(np.median(tones))
    around = grey[_place_around(box)][_ring(labels, number, box, scale)].astype(np.float32)
    clear = float(((tone - around) * (1 if bright else -1) > _CLEAR_OF * contrast).mean()) if around.size else 0.0
    if clear < _CLEAR_ENOUGH:
        return None
    return Glyph(box=box, stroke=stroke, tone=tone, contrast=contrast, bright=bright, sure=clear >= _SURELY_CLEAR)


def _place_around(box: Box) -> tuple[slice, slice]:
    """The box and a little more."""
    x, y, width, height = box
    return slice(max(0, y - _MARGIN), y + height + _MARGIN), slice(max(0, x - _MARGIN), x + width + _MARGIN)


def _ring(labels: cv2.typing.MatLike, number: int, box: Box, scale: int) -> Where:
    """The pixels at two pixels' distance outside it."""
    shape = np.asarray(labels[_place_around(box)] == number, np.uint8)
    near, far = (np.ones((side, side), np.uint8) for side in (4 * scale - 1, 4 * scale + 1))
    return np.asarray((cv2.dilate(shape, far) > 0) & (cv2.dilate(shape, near) == 0))
