"""What was written or stamped onto a picture, as masks."""

from collections.abc import Iterable, Iterator

import cv2
import numpy as np

from bot.upstreams.local.denoise import noise_level
from bot.upstreams.local.eyes import Box
from bot.upstreams.local.lettering import find_lines
from bot.upstreams.local.raster import Bytes

_LONGEST = 1600
_CONTRAST, _FAINT = 24.0, 16.0
_LEAST_LETTERS = (3, 4, 4)
"""By plane: the blocks of a JPEG have more colour than light that is not the picture's."""
_NOISES = 7
_MARGIN = 0.25
_CORNER_WIDTH, _CORNER_HEIGHT = 0.6, 0.25
_OFF_CORNER = 0.1


def find_text(pixels: Bytes) -> Bytes:
    """White over each line of text."""
    return _covering(pixels, _lines(pixels, _CONTRAST))


def find_stamps(pixels: Bytes) -> Bytes:
    """White over what is written in the corners, faint writing too."""
    height, width = pixels.shape[:2]
    high, wide = max(1, round(_CORNER_HEIGHT * height)), max(1, round(_CORNER_WIDTH * width))
    corners = [(top, left) for top in (0, height - high) for left in (0, width - wide)]
    found = [
        box._replace(x=box.x + left, y=box.y + top)
        for top, left in corners
        for box in _lines(pixels[top : top + high, left : left + wide], _FAINT)
    ]
    return _covering(pixels, [box for box in found if _is_in_a_corner(box, width, height)])


def _is_in_a_corner(box: Box, width: int, height: int) -> bool:
    across = min(box.x, width - box.x - box.width)
    along = min(box.y, height - box.y - box.height)
    return across < _OFF_CORNER * width and along < _OFF_CORNER * height


def _covering(pixels: Bytes, boxes: Iterable[Box]) -> Bytes:
    mask = np.zeros(pixels.shape[:2], np.uint8)
    for box in boxes:
        margin = max(2, round(_MARGIN * box.height))
        corner = max(0, box.x - margin), max(0, box.y - margin)
        far = box.x + box.width + margin, box.y + box.height + margin
        cv2.rectangle(mask, corner, far, 255, cv2.FILLED)
    return mask


def _lines(pixels: Bytes, contrast: float) -> Iterator[Box]:
    """A box around each line, in the region's pixels: text may differ in light or in colour alone."""
    scale = min(1.0, _LONGEST / max(pixels.shape[:2]))
    size = tuple(max(1, round(side * scale)) for side in reversed(pixels.shape[:2]))
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    for plane, least in zip(cv2.split(cv2.cvtColor(small, cv2.COLOR_BGR2LAB)), _LEAST_LETTERS, strict=True):
        noise = noise_level(np.asarray(plane, np.uint8))
        for line in find_lines(np.asarray(plane, np.uint8), contrast=max(contrast, _NOISES * noise), least=least):
            left, top = min(box.x for box in line), min(box.y for box in line)
            right, bottom = max(box.x + box.width for box in line), max(box.y + box.height for box in line)
            yield Box(*(round(value / scale) for value in (left, top, right - left, bottom - top)))
