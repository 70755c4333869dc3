"""The few colours that a picture is mostly made of, and CIE L*a*b*: 0..100, about -100..100 twice."""

import cv2
import numpy as np

from bot.upstreams.local.planes import shrunk
from bot.upstreams.local.raster import Bytes, Floats

_SAMPLE_SIDE = 200
_ROUNDS = 20
_SEED = 1
_WEIGHTS = np.array([0.85, 1.15, 1.15], np.float32)  # another hue is another colour, another light often the same one


def to_lab(bgr: Bytes | Floats) -> Floats:
    """L*a*b* of BGR pixels: bytes, or floats of 0..1."""
    values = bgr.astype(np.float32) / np.float32(255) if bgr.dtype == np.uint8 else bgr
    return np.asarray(cv2.cvtColor(values, cv2.COLOR_BGR2LAB), np.float32)


def from_lab(lab: Floats) -> Floats:
    """BGR pixels of 0..1, the nearest that there are."""
    return np.asarray(np.clip(cv2.cvtColor(lab, cv2.COLOR_LAB2BGR), 0, 1), np.float32)


def main_colours(pixels: Bytes, count: int) -> Floats:
    """As `grouped`, of BGR pixels."""
    return grouped(to_lab(shrunk(pixels, _SAMPLE_SIDE)).reshape(-1, 3), count)


def grouped(lab: Floats, count: int) -> Floats:
    """At most `count` colours (`count` by 3, darkest first) for many: the centres of k-means. The same each time."""
    cv2.setRNGSeed(_SEED)
    ending = (cv2.TERM_CRITERIA_MAX_ITER, _ROUNDS, 0.0)
    count = min(count, len(lab))
    _, _, centres = cv2.kmeans(lab * _WEIGHTS, count, np.empty(0), ending, 2, cv2.KMEANS_PP_CENTERS)
    found = np.asarray(centres / _WEIGHTS, np.float32)
    return found[np.argsort(found[:, 0])]


def nearest(pixels: Bytes, colours: Floats) -> Bytes:
    """The index of the nearest of `colours` (in L*a*b*) for each of BGR pixels."""
    near = colours * _WEIGHTS
    distance = (near**2).sum(1) - 2 * (to_lab(pixels) * _WEIGHTS) @ near.T
    return np.asarray(distance.argmin(2), np.uint8)
