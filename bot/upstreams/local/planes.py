"""Lightness apart from colour."""

from collections.abc import Callable

import cv2
import numpy as np

from bot.upstreams.local.raster import Bytes, Floats, to_bytes

_NEUTRAL = 128.0
_LARGEST = 4.0


def luma_of(pixels: Bytes) -> Floats:
    """The luma plane (0..255) of BGR pixels."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.float32)


def with_luma(pixels: Bytes, work: Callable[[Floats], Floats], *, vivid: float = 1) -> Bytes:
    """BGR pixels whose luma is what `work` makes of it, and whose colours are `vivid` times as strong."""
    luma, *chroma = cv2.split(cv2.cvtColor(pixels, cv2.COLOR_BGR2YCrCb))
    made = to_bytes(work(np.asarray(luma, np.float32)))
    stronger = (cv2.addWeighted(plane, vivid, plane, 0, _NEUTRAL * (1 - vivid)) for plane in chroma)
    return np.asarray(cv2.cvtColor(cv2.merge([made, *stronger]), cv2.COLOR_YCrCb2BGR), np.uint8)


def shrunk(pixels: Bytes, side: int) -> Bytes:
    """No side longer than `side`; a smaller picture as it is."""
    return pixels if max(pixels.shape[:2]) <= side else scaled_to(pixels, side)


def scaled_to(pixels: Bytes, side: int) -> Bytes:
    """The longer side `side` pixels, but no more than four times what it was."""
    height, width = pixels.shape[:2]
    scale = min(side / max(height, width), _LARGEST)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8)


def spread(plane: Floats, like: Bytes) -> Floats:
    """A smooth plane of a small picture, as large as its large one."""
    height, width = like.shape[:2]
    return np.asarray(cv2.resize(plane, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def fitted(pixels: Bytes, like: Bytes) -> Bytes:
    """Scaled to the size of `like`."""
    height, width = like.shape[:2]
    how = cv2.INTER_AREA if width < pixels.shape[1] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=how), np.uint8)
