"""Filling a hole in a picture with patches from elsewhere in it, from coarse to fine.

Wexler, Shechtman and Irani, "Space-Time Completion of Video", 2007.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from bot.upstreams.local.membrane import Where, spread
from bot.upstreams.local.patches import SIDE, Matching, Places, Stock, take_stock
from bot.upstreams.local.raster import Bytes, Floats
from bot.upstreams.local.voting import Vote, enlarge, settle, vote

_MOST_PIXELS, _MOST_HOLE = 400_000, 70_000
_DEEPEST_AT_COARSEST = 5
_LEAST_SIDE, _LEAST_GUIDED_SIDE = 24, 100
_ROUNDS = 4
_SWEEPS = 2
_PEEL = 2
_NEARNESS, _GUIDED_NEARNESS = 90.0, 600.0
_FALL_OFF, _DEEPEST = 1.25, 40
_WINDOW = np.ones((SIDE, SIDE), np.uint8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A picture with something missing.

    `pixels` is BGR, with a first guess in the `hole`. `source`: from where patches may come. `guided`: the guess and
    the nearest rim are worth following.
    """

    pixels: Bytes
    hole: Where
    source: Where
    guided: bool = False


def fill(gap: Gap, *, seed: int = 0) -> Bytes:
    """The picture with its hole filled; outside of it nothing changes. The same seed gives the same pixels.

    Where no patch may be taken from, the guess stays.
    """
    chance = np.random.default_rng(seed)
    scale = _working_scale(gap.hole)
    last: Vote | None = None
    for level in reversed(_pyramid(_resized(gap, scale))):
        last = _fill_level(level, last, chance) or last
    if last is None:
        return gap.pixels
    made = settle(gap.pixels, gap.hole, enlarge(gap.pixels, gap.hole, last))
    result = gap.pixels.copy()
    result[gap.hole] = made[gap.hole]
    return result


def _working_scale(hole: Where) -> float:
    return float(np.sqrt(min(1.0, _MOST_PIXELS / hole.size, _MOST_HOLE / max(int(hole.sum()), 1))))


def _pyramid(gap: Gap) -> list[Gap]:
    """The finest first; in the coarsest hardly any pixel of the hole is far from what is known."""
    levels = [gap]
    least = 2 * (_LEAST_GUIDED_SIDE if gap.guided else _LEAST_SIDE)
    while _depth(levels[-1].hole).max() > _DEEPEST_AT_COARSEST and min(levels[-1].hole.shape) >= least:
        levels.append(_resized(levels[-1], 0.5))
    return levels


def _resized(gap: Gap, scale: float) -> Gap:
    """A pixel of which any part is missing is missing."""
    if scale >= 1:
        return gap
    height, width = gap.hole.shape
    size = max(1, round(width * scale)), max(1, round(height * scale))
    pixels = np.asarray(cv2.resize(gap.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    hole, useless = (
        np.asarray(cv2.resize(each.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0)
        for each in (gap.hole, ~gap.source)
    )
    return replace(gap, pixels=pixels, hole=hole, source=~useless)


def _fill_level(gap: Gap, coarser: Vote | None, chance: np.random.Generator) -> Vote | None:
    """None where there is no whole patch to take."""
    usable = np.asarray(gap.source & ~gap.hole, np.uint8)
    allowed = cv2.erode(usable, _WINDOW, borderType=cv2.BORDER_CONSTANT, borderValue=0) > 0
    if not allowed.any() or not gap.hole.any():
        return None
    image = gap.pixels.astype(np.float32)
    stock = take_stock(image, np.asarray(allowed), chance, nearness=_GUIDED_NEARNESS if gap.guided else _NEARNESS)
    places = np.array(np.nonzero(cv2.dilate(gap.hole.astype(np.uint8), _WINDOW)))
    depth = np.minimum(_depth(gap.hole)[places[0], places[1]], _DEEPEST)
    trust = np.asarray(_FALL_OFF**-depth, np.float32)
    found = _start(places, stock, coarser, chance)
    made = vote(image, places, found, trust) if coarser else None
    for peeled in _peeling(gap.hole, at_once=gap.guided or coarser is not None):
        image = _image(image, gap.hole, made, peeled)
        matching = Matching(image, places, stock, found)
        for _ in range(_SWEEPS):
            matching.improve(chance)
        found = matching.found
        spread = float(np.percentile(matching.unlike, 75)) + 1e-3
        made = vote(image, places, found, trust * np.exp(-matching.unlike / (2 * spread)))
    return made


def _start(places: Places, stock: Stock, coarser: Vote | None, chance: np.random.Generator) -> Places:
    """Where the coarser level has found something, the same there; else anywhere."""
    options = np.array(np.nonzero(stock.allowed))
    anywhere = options[:, chance.integers(0, options.shape[1], places.shape[1])]
    if coarser is None:
        return anywhere
    found = coarser.shifted(places, stock.allowed.shape)
    kept = stock.allowed[found[0], found[1]]
    return np.where(kept, found, anywhere)


def _peeling(hole: Where, *, at_once: bool) -> list[Where]:
    """For each round, what of the hole is believed already: from the rim inwards, or all of it."""
    depth = _depth(hole)
    rings = [] if at_once else list(range(0, int(depth.max()), _PEEL))
    return [*(np.asarray(hole & (depth <= ring)) for ring in rings), *([hole] * _ROUNDS)]


def _image(image: Floats, hole: Where, made: Vote | None, peeled: Where) -> Floats:
    """What was voted for, as far as it is believed; a membrane over the rest of the hole."""
    if made is None:
        return image
    filled = image.copy()
    filled[hole] = made.values[hole]
    inside = hole & ~peeled
    if inside.any():
        filled[inside] = spread(filled, ~inside)[inside]
    return filled


def _depth(hole: Where) -> Floats:
    """How far each pixel of the hole is from what is known."""
    return np.asarray(cv2.distanceTransform(np.asarray(hole, np.uint8), cv2.DIST_L2, 3), np.float32)
