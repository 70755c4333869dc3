"""What preprocessors take from a picture, and new pictures along that."""

from collections.abc import Callable

import cv2
import numpy as np

from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.fitting import cover
from bot.sandbox.upstreams.painting.palette import choose
from bot.sandbox.upstreams.painting.restyle import repaint
from bot.sandbox.upstreams.painting.scene import read_scene
from bot.upstreams.local.raster import Bytes, decode, encode, plain_errors

_WASH = 0.6
_DARK = 90
"""On what is darker than this, of 255, the ink is light."""


@plain_errors()
def trace(picture: bytes, preprocessor: str) -> bytes:
    """A PNG of the picture's size: light on dark. Raises BadPicture."""
    return encode(_TRACERS[preprocessor](decode(picture).pixels))


@plain_errors()
def follow(picture: bytes, brief: Brief, preprocessor: str) -> bytes:
    """A PNG of the brief's size: washes in the brief's colours, and on them in ink what the preprocessor takes."""
    pixels = cover(decode(picture).pixels, (brief.width, brief.height))
    palette = choose(brief, read_scene(brief))
    washes = repaint(np.asarray(cv2.GaussianBlur(pixels, (0, 0), max(brief.width / 90, 1)), np.uint8), brief, _WASH)
    lines = cv2.GaussianBlur(_TRACERS[preprocessor](pixels), (0, 0), 0.7).astype(np.float32)[..., None] / 255
    ink = np.array(palette.shades()[0 if washes.mean() > _DARK else -1][::-1], np.float32) * 255
    inked = washes + (ink - washes) * np.clip(lines * 1.4, 0, 0.92)
    return encode(np.asarray(np.clip(inked + 0.5, 0, 255), np.uint8))


def _canny(picture: Bytes) -> Bytes:
    grey = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), (0, 0), 1.2)
    middle = float(np.median(np.asarray(grey)))
    return np.asarray(cv2.Canny(grey, max(15, 0.33 * middle), max(45, 0.8 * middle)), np.uint8)


def _softedge(picture: Bytes) -> Bytes:
    grey = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), (0, 0), 2).astype(np.float32)
    across, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    return np.asarray(np.clip(cv2.magnitude(across, down) * 3, 0, 255), np.uint8)


def _lineart(picture: Bytes) -> Bytes:
    grey = cv2.medianBlur(np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8), 5)
    dark = cv2.subtract(cv2.GaussianBlur(grey, (0, 0), 4), grey)
    return np.asarray(np.clip(dark.astype(np.float32) * 5, 0, 255), np.uint8)


def _scribble(picture: Bytes) -> Bytes:
    thick = cv2.dilate(_canny(np.asarray(cv2.GaussianBlur(picture, (0, 0), 2.5), np.uint8)), np.ones((3, 3), np.uint8))
    return np.asarray(thick, np.uint8)


def _depth(picture: Bytes) -> Bytes:
    """Not a depth: what is low and light is taken to be near."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
    calm = cv2.GaussianBlur(grey, (0, 0), max(picture.shape[1] / 60, 1))
    lower = np.linspace(0, 160, picture.shape[0], dtype=np.float32)[:, None]
    return np.asarray(np.clip(0.45 * calm + lower, 0, 255), np.uint8)


_TRACERS: dict[str, Callable[[Bytes], Bytes]] = {
    "canny": _canny,
    "softedge": _softedge,
    "lineart": _lineart,
    "scribble": _scribble,
    "depth": _depth,
}
