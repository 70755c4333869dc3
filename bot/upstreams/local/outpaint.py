"""A picture continued beyond its edges."""

from dataclasses import replace

import cv2
import numpy as np

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.upstreams.local.faces import find_faces
from bot.upstreams.local.heads import head_shape
from bot.upstreams.local.membrane import Where
from bot.upstreams.local.raster import MAX_PIXELS, MAX_SIDE, Bytes, Floats, decode, encode_like, plain_errors, to_bytes
from bot.upstreams.local.synthesis import Gap, fill

_GUESS_SIDE = 320
_BLURS = (2.0, 6.0, 15.0)
_HEAD_GROWTH = 1.5
_OPAQUE = 255


@plain_errors()
def outpaint(picture: bytes, vertical: float = 1.5, horizontal: float = 1.5, seed: int | None = None) -> bytes:
    """Continue the picture around itself: `vertical` times as high, `horizontal` times as wide. A PNG.

    The picture stays as it is, in the middle; what is transparent in it stays so. The same seed gives the same
    surroundings. Raises BadPicture, and Refused for a result beyond the decoder's limits and for factors of 1.
    """
    raster = decode(picture)
    height, width = raster.pixels.shape[:2]
    high, wide = round(height * vertical), round(width * horizontal)
    if (high, wide) == (height, width):
        raise Refused(Reason.NOTHING_TO_EXTEND)
    if high * wide > MAX_PIXELS or max(high, wide) > MAX_SIDE:
        most = int(min(MAX_PIXELS / (vertical * horizontal), MAX_SIDE / vertical * MAX_SIDE / horizontal))
        raise Refused(Reason.TOO_MANY_PIXELS, slot="image", width=width, height=height, max_pixels=most)
    top, left = (high - height) // 2, (wide - width) // 2
    margins = top, high - height - top, left, wide - width - left
    pixels = _continued(raster.pixels, margins, seed or 0)
    alpha = None
    if raster.alpha is not None:
        alpha = np.asarray(cv2.copyMakeBorder(raster.alpha, *margins, cv2.BORDER_CONSTANT, value=_OPAQUE), np.uint8)
    return encode_like(replace(raster, alpha=alpha), pixels)


def _continued(pixels: Bytes, margins: tuple[int, int, int, int], seed: int) -> Bytes:
    guess = _guess(pixels, margins)
    top, left = margins[0], margins[2]
    place = np.s_[top : top + pixels.shape[0], left : left + pixels.shape[1]]
    guess[place] = pixels
    hole, source = np.ones(guess.shape[:2], bool), np.zeros(guess.shape[:2], bool)
    hole[place], source[place] = False, _surroundings(pixels)
    return fill(Gap(pixels=guess, hole=hole, source=source, guided=True), seed=seed)


def _surroundings(pixels: Bytes) -> Where:
    """From where patches may come: nobody wants a second head."""
    heads = np.zeros(pixels.shape[:2], np.uint8)
    for face in find_faces(pixels):
        heads |= head_shape(face, pixels.shape, growth=_HEAD_GROWTH)
    return np.asarray(heads == 0)


def _guess(pixels: Bytes, margins: tuple[int, int, int, int]) -> Bytes:
    """The colours at the edge drawn outwards, the farther the softer."""
    top, bottom, left, right = margins
    size = pixels.shape[1] + left + right, pixels.shape[0] + top + bottom
    scale = min(1.0, _GUESS_SIDE / max(size))
    above, below, before, after = (round(margin * scale) for margin in margins)
    inner = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    small = cv2.resize(pixels, inner, interpolation=cv2.INTER_AREA)
    drawn = cv2.copyMakeBorder(small, above, below, before, after, cv2.BORDER_REPLICATE).astype(np.float32)
    outside = cv2.copyMakeBorder(
        np.zeros(inner[::-1], np.uint8), above, below, before, after, cv2.BORDER_CONSTANT, value=1
    )
    away = np.asarray(cv2.distanceTransform(outside, cv2.DIST_L2, 3), np.float32)
    soft = _softened(np.asarray(drawn, np.float32), away)
    return np.asarray(cv2.resize(to_bytes(soft), size, interpolation=cv2.INTER_LINEAR), np.uint8)


def _softened(drawn: Floats, away: Floats) -> Floats:
    for sigma in _BLURS:
        share = np.clip(away / sigma, 0, 1)[..., None]
        drawn = np.asarray(drawn + share * (cv2.GaussianBlur(drawn, (0, 0), sigma) - drawn), np.float32)
    return drawn
