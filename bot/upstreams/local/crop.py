"""A picture cut to a size, around what matters in it."""

import cv2
import numpy as np

from bot.upstreams.local.importance import importance
from bot.upstreams.local.raster import Bytes, Floats, decode, encode, plain_errors

_RIM = 0.2  # of the part, where what is cut through counts less
_MIDDLE = 0.4


@plain_errors()
def crop(picture: bytes, width: int, height: int) -> bytes:
    """The largest part of these proportions that holds what matters, as a PNG of `width` by `height` pixels.

    Raises BadPicture.
    """
    raster = decode(picture)
    pixels = raster.pixels
    wide, high = part_size(pixels, width, height)
    weights = importance(pixels)
    left = _start(weights.sum(0), wide / pixels.shape[1], pixels.shape[1] - wide)
    top = _start(weights.sum(1), high / pixels.shape[0], pixels.shape[0] - high)
    part = np.s_[top : top + high, left : left + wide]
    alpha = None if raster.alpha is None else _sized(raster.alpha[part], width, height)
    plain = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8) if raster.grey else pixels
    return encode(_sized(plain[part], width, height), alpha)


def part_size(pixels: Bytes, width: int, height: int) -> tuple[int, int]:
    """Width and height of the largest part with the proportions of `width` to `height`."""
    high, wide = pixels.shape[:2]
    scale = min(wide / width, high / height)
    return min(wide, max(1, round(width * scale))), min(high, max(1, round(height * scale)))


def _start(profile: Floats, share: float, room: int) -> int:
    """Where a part of that `share` begins, of `room` places, so that most of what matters is well inside it."""
    if room == 0:
        return 0
    length = max(1, round(share * len(profile)))
    places = np.convolve(profile, _window(length), "valid")
    return round(room * int(places.argmax()) / max(len(places) - 1, 1))


def _window(length: int) -> Floats:
    """Falling to 0 at both ends, and a little more in the middle."""
    from_end = (np.minimum(np.arange(length), np.arange(length)[::-1]) + 0.5) / length
    return np.asarray(np.minimum(from_end / _RIM, 1) + _MIDDLE * from_end, np.float32)


def _sized(pixels: Bytes, width: int, height: int) -> Bytes:
    how = cv2.INTER_AREA if width < pixels.shape[1] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=how), np.uint8)
