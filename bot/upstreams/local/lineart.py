"""A photo as a line drawing."""

import math

import cv2
import numpy as np

from bot.domain.toolbox.art import Paper
from bot.upstreams.local.lines import draw_lines
from bot.upstreams.local.planes import scaled_to
from bot.upstreams.local.raster import Bytes, Raster, decode, encode, plain_errors, to_bytes

_WORKING_SIDE = 1400
_WHITE = 255
_A4 = 1 / math.sqrt(2)


@plain_errors()
def lineart(picture: bytes, paper: Paper = Paper.AUTO) -> bytes:
    """Draw dark lines on white, as a grey PNG of the picture's size, or on a sheet of `paper` that holds it.

    A4 is turned as the picture is. Raises BadPicture.
    """
    raster = decode(picture)
    pixels = scaled_to(_on_white(raster), _WORKING_SIDE)
    ink = np.maximum(draw_lines(pixels, sigma=1.3, smallest=80), draw_lines(pixels, sigma=3, smallest=200))
    height, width = raster.pixels.shape[:2]
    how = cv2.INTER_CUBIC if width > ink.shape[1] else cv2.INTER_AREA
    drawn = to_bytes(_WHITE * (1 - np.asarray(cv2.resize(ink, (width, height), interpolation=how))))
    return encode(_on_paper(drawn, paper))


def _on_white(raster: Raster) -> Bytes:
    if raster.alpha is None:
        return raster.pixels
    cover = raster.alpha[..., None].astype(np.float32) / _WHITE
    return to_bytes(raster.pixels * cover + _WHITE * (1 - cover))


def _on_paper(drawn: Bytes, paper: Paper) -> Bytes:
    height, width = drawn.shape
    ratio = _ratio(paper, width / height)
    wide, high = max(width, round(height * ratio)), max(height, round(width / ratio))
    left, top = (wide - width) // 2, (high - height) // 2
    edges = (top, high - height - top, left, wide - width - left)
    return np.asarray(cv2.copyMakeBorder(drawn, *edges, cv2.BORDER_CONSTANT, value=_WHITE), np.uint8)


def _ratio(paper: Paper, own: float) -> float:
    """Width to height."""
    if paper is Paper.AUTO:
        return own
    if paper is Paper.A4:
        return 1 / _A4 if own > 1 else _A4
    wide, high = paper.value.split(":")
    return int(wide) / int(high)
