"""From the patches that were found to pixels: overlapping patches vote."""

from dataclasses import dataclass

import cv2
import numpy as np

from bot.upstreams.local.membrane import Where, spread
from bot.upstreams.local.patches import REACH, Places
from bot.upstreams.local.raster import Bytes, Floats

_ALIKE = 12.0
"""Grey levels within which a full-size pixel agrees with the working size's picture."""
_RING = 3
_MOST_CORRECTION = 40.0
_BAND_ROWS = 256
_MOST_TO_SETTLE = 1_000_000
_FAINTEST = 0.01
_NEUTRAL = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What came out for a picture: `values` where `counted`, and by place where its patch was taken (-1: nowhere)."""

    values: Floats
    counted: Where
    found: Places

    def shifted(self, places: Places, shape: tuple[int, ...]) -> Places:
        """For places in a larger version of the picture, of that height and width: what lies where it was found."""
        factor = np.array([large / small for large, small in zip(shape, self.counted.shape, strict=True)])[:, None]
        near = np.minimum((places / factor).astype(np.intp), np.array(self.counted.shape)[:, None] - 1)
        found = self.found[:, near[0], near[1]]
        moved = places + np.rint((found - near) * factor).astype(np.intp)
        inside = np.clip(moved, 0, np.array(shape)[:, None] - 1)
        return np.where(found < 0, 0, inside)


def vote(image: Floats, places: Places, found: Places, trust: Floats) -> Vote:
    """Each patch, centred at `places`, says what its pixels should be: a mean weighted with `trust`."""
    height, width, channels = image.shape
    total, weight = np.zeros((height * width, channels), np.float32), np.zeros(height * width, np.float32)
    flat = image.reshape(-1, channels)
    for step in np.ndindex(2 * REACH + 1, 2 * REACH + 1):
        shift = np.array(step)[:, None] - REACH
        to, source = places + shift, found + shift
        inside = (to >= 0).all(0) & (to[0] < height) & (to[1] < width)
        target = to[0, inside] * width + to[1, inside]
        share = trust[inside]
        total[target] += share[:, None] * flat.take(source[0, inside] * width + source[1, inside], 0)
        weight[target] += share
    grid = np.full((2, height, width), -1, np.intp)
    grid[:, places[0], places[1]] = found
    values = np.asarray(total / np.maximum(weight, np.finfo(np.float32).tiny)[:, None], np.float32)
    counted = np.asarray(weight > 0)
    return Vote(values=values.reshape(image.shape), counted=counted.reshape(height, width), found=grid)


def enlarge(pixels: Bytes, hole: Where, made: Vote) -> Bytes:
    """What was voted for, in the picture's full size around the hole: whole pieces are copied as they are."""
    size = hole.shape[1], hole.shape[0]
    small = np.asarray(np.clip(made.values + 0.5, 0, 255), np.uint8)
    if hole.shape == made.counted.shape:
        return small
    values = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    wanted = hole | rim_of(hole)
    for top in range(0, hole.shape[0], _BAND_ROWS):
        rows, columns = np.nonzero(wanted[top : top + _BAND_ROWS])
        if rows.size:
            places = np.array([rows + top, columns])
            guide = values[places[0], places[1]].astype(np.float32)
            values[places[0], places[1]] = _copied(pixels, places, made, guide) + 0.5
    return values


def rim_of(hole: Where) -> Where:
    """The pixels just outside a hole."""
    grown = cv2.dilate(hole.astype(np.uint8), np.ones((2 * _RING + 1,) * 2, np.uint8))
    return np.asarray((grown > 0) & ~hole)


def _copied(pixels: Bytes, places: Places, made: Vote, guide: Floats) -> Floats:
    """What the patches around each place say, most of all those that agree with `guide`."""
    step = np.array([large / small for large, small in zip(pixels.shape, made.counted.shape, strict=False)])
    limit = np.array(pixels.shape[:2])[:, None] - 1
    total, weight = np.zeros_like(guide), np.zeros(len(guide), np.float32)
    for down, across in np.ndindex(3, 3):
        beside = np.clip(places + np.rint(step * (down - 1, across - 1)).astype(np.intp)[:, None], 0, limit)
        source = np.clip(made.shifted(beside, pixels.shape[:2]) + places - beside, 0, limit)
        said = pixels[source[0], source[1]].astype(np.float32)
        agreement = np.exp(-((said - guide) ** 2).mean(1) / (2 * _ALIKE**2)) + np.float32(1e-6)
        total += agreement[:, None] * said
        weight += agreement
    return np.asarray(total / weight[:, None], np.float32)


def settle(pixels: Bytes, hole: Where, values: Bytes) -> Bytes:
    """Bring the filling to the surroundings' level: what it misses at the rim, it misses in the hole too."""
    scale = min(1.0, np.sqrt(_MOST_TO_SETTLE / hole.size))
    size = max(1, round(hole.shape[1] * scale)), max(1, round(hole.shape[0] * scale))
    rim = rim_of(hole)
    missing = np.where(rim[..., None], pixels.astype(np.int16) - values, 0).astype(np.int16)
    total = cv2.resize(missing, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    weight = cv2.resize(rim.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    mean = np.clip(total / np.maximum(weight, _FAINTEST)[..., None], -_MOST_CORRECTION, _MOST_CORRECTION)
    small = spread(np.asarray(mean, np.float32), np.asarray(weight > _FAINTEST)) + _NEUTRAL
    offsets = cv2.resize(np.asarray(small + 0.5, np.uint8), hole.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(np.clip(values.astype(np.int16) + offsets - _NEUTRAL, 0, 255), np.uint8)
