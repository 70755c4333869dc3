"""A picture without fog.

He, Sun and Tang, "Single Image Haze Removal Using Dark Channel Prior", 2009.
"""

from functools import partial

import cv2
import numpy as np

from bot.upstreams.local.bands import in_bands
from bot.upstreams.local.filters import guidance
from bot.upstreams.local.planes import luma_of, shrunk, spread
from bot.upstreams.local.raster import Bytes, Floats, decode, encode_like, plain_errors, to_bytes

_USUAL = 0.5
_WORKING_SIDE = 800
_PATCH = 15  # pixels, as in the paper
_BRIGHTEST = 0.001  # of the dark channel: where the fog is thickest
_LEAST_SEEN = 0.15
_MOST = 0.9  # some haze must stay, or distance is lost


@plain_errors()
def dehaze(picture: bytes, strength: float | None = None) -> bytes:
    """Take out the light that haze adds; `strength` 0..1 is how much of it. A PNG. Raises BadPicture."""
    raster = decode(picture)
    small = shrunk(raster.pixels, _WORKING_SIDE)
    dark = dark_channel(small)
    air = _air(small, dark)
    share = _MOST * np.sqrt(_USUAL if strength is None else strength)
    slope, offset = (spread(each, raster.pixels) for each in _transmission(small, air, float(share)))
    return encode_like(raster, in_bands(partial(_clear, air=air), raster.pixels, slope, offset, margin=0))


def dark_channel(pixels: Bytes) -> Bytes:
    """The darkest value of any channel nearby: near 0 in a clear picture, the haze itself in a hazy one."""
    darkest = np.asarray(pixels.min(2), np.uint8)
    return np.asarray(cv2.erode(darkest, np.ones((_PATCH, _PATCH), np.uint8)), np.uint8)


def _air(pixels: Bytes, dark: Bytes) -> Floats:
    """The colour of the fog: the mean where it is thickest."""
    thickest = dark >= np.quantile(dark, 1 - _BRIGHTEST)
    return np.asarray(np.maximum(pixels[thickest].mean(0), 1), np.float32)


def _transmission(pixels: Bytes, air: Floats, share: float) -> tuple[Floats, Floats]:
    """How much of each place's own light comes through (0..1), as slope and offset to its luma."""
    relative = np.asarray(np.minimum(pixels / air, 1) * 255, np.uint8)
    seen = 1 - np.float32(share / 255) * dark_channel(relative).astype(np.float32)
    return guidance(seen, guide=luma_of(pixels), radius=2 * _PATCH, eps=40)


def _clear(band: Bytes, slope: Floats, offset: Floats, *, air: Floats) -> Bytes:
    seen = np.clip(slope * luma_of(band) + offset, _LEAST_SEEN, 1)[..., None]
    return to_bytes((band - air) / seen + air)
