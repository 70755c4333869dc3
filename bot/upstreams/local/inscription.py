"""Text as ink: how large, in how many lines."""

import math

import numpy as np
from PIL import Image, ImageDraw

from bot.upstreams.local.fonts import Font
from bot.upstreams.local.raster import Bytes

_LEAST_SIZE = 11.0
_SMALLER = 0.9
_TOO_SMALL = 0.7  # of the usual size: several lines are better than letters smaller than that


def inscribe(text: str, font: Font, *, size: float, room: tuple[int, int], align: str) -> Bytes | None:
    """Ink of 0..255, cut out: at most `room` (width, height) large, in letters of `size` pixels or smaller.

    None if there is no room.
    """
    words = " ".join(text.split())
    for each in _sizes(size):
        sized = font.font_variant(size=each)
        lines = words if each > max(_TOO_SMALL * size, _LEAST_SIZE) else _broken(words, sized, room[0])
        ink = _drawn(lines, sized, align)
        if ink.shape[1] <= room[0] and ink.shape[0] <= room[1]:
            return ink
    return None


def _sizes(largest: float) -> list[float]:
    count = math.ceil(math.log(max(largest / _LEAST_SIZE, 1), 1 / _SMALLER))
    return [*(largest * _SMALLER**step for step in range(count)), _LEAST_SIZE]


def _broken(words: str, font: Font, width: int) -> str:
    """In lines of at most `width`, where the words allow it."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def _drawn(lines: str, font: Font, align: str) -> Bytes:
    left, top, right, bottom = ImageDraw.Draw(Image.new("L", (1, 1))).multiline_textbbox(
        (0, 0), lines, font, align=align
    )
    sheet = Image.new("L", (max(1, round(right - left)), max(1, round(bottom - top))))
    ImageDraw.Draw(sheet).multiline_text((-left, -top), lines, 255, font, align=align)
    return np.asarray(sheet)
