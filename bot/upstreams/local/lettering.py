"""Lines of text: letters of one kind, side by side."""

from collections.abc import Sequence

import numpy as np

from bot.upstreams.local.eyes import Box
from bot.upstreams.local.glyphs import Glyph, find_glyphs, find_tiny_glyphs
from bot.upstreams.local.raster import Bytes

_WIDEST_GAP = 1.1
_OFF_LINE = 0.55
_HEIGHTS = 2.2
_STROKES = 1.9
_TONES = 0.45
_TONES_OF_ALL = 0.6
_RAGGED = 0.1
_MOST = (0.12, 0.88)
_MORE_IF_TINY = 2
_SURE_SHARE = 0.6


def find_lines(grey: Bytes, *, contrast: float, least: int = 3) -> list[list[Box]]:
    """The boxes of the letters of each line that has at least `least` of them."""
    usual, tiny = (find(grey, contrast=contrast) for find in (find_glyphs, find_tiny_glyphs))
    found = [line for line in _chains(usual) if _is_text(line, least)]
    found += [line for line in _chains(tiny) if _is_text(line, least + _MORE_IF_TINY)]
    return [_distinct(line) for line in found]


def _chains(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Groups in which each has a neighbour of its kind."""
    order = sorted(glyphs, key=lambda glyph: glyph.box.x)
    group = list(range(len(order)))
    for first, glyph in enumerate(order):
        for second in range(first + 1, len(order)):
            if order[second].box.x > glyph.box.x + glyph.box.width + _HEIGHTS * _WIDEST_GAP * glyph.box.height:
                break
            if _are_neighbours(glyph, order[second]):
                _join(group, first, second)
    chains: dict[int, list[Glyph]] = {}
    for number, glyph in enumerate(order):
        chains.setdefault(_root(group, number), []).append(glyph)
    return list(chains.values())


def _are_neighbours(left: Glyph, right: Glyph) -> bool:
    a, b = left.box, right.box
    tall, low = max(a.height, b.height), min(a.height, b.height)
    level = abs((a.y + a.height / 2) - (b.y + b.height / 2)) < _OFF_LINE * tall
    near = b.x - (a.x + a.width) < _WIDEST_GAP * tall
    alike = (
        tall < _HEIGHTS * low
        and max(left.stroke, right.stroke) < _STROKES * min(left.stroke, right.stroke)
        and abs(left.tone - right.tone) < _TONES * max(left.contrast, right.contrast)
    )
    return level and near and alike and left.bright == right.bright


def _root(group: list[int], number: int) -> int:
    while group[number] != number:
        group[number] = group[group[number]]
        number = group[number]
    return number


def _join(group: list[int], first: int, second: int) -> None:
    group[_root(group, second)] = _root(group, first)


def _distinct(line: Sequence[Glyph]) -> list[Box]:
    """The same letter may have been found in several sizes: the largest box of those that lie on one another."""
    kept: list[Box] = []
    for box in sorted((glyph.box for glyph in line), key=lambda box: -box.width * box.height):
        middle = box.x + box.width / 2
        if not any(other.x <= middle <= other.x + other.width for other in kept):
            kept.append(box)
    return sorted(kept, key=lambda box: box.x)


def _is_text(line: Sequence[Glyph], least: int) -> bool:
    """Enough of its letters are sure, and they stand as letters do."""
    certain = [glyph for glyph in line if glyph.sure]
    letters, sure = _distinct(line), _distinct(certain)
    return len(sure) >= max(least, _SURE_SHARE * len(letters)) and _are_alike(certain) and _is_regular(sure)


def _are_alike(line: Sequence[Glyph]) -> bool:
    """All together, not only each with the next."""
    tones = [glyph.tone for glyph in line]
    contrast = float(np.median([glyph.contrast for glyph in line]))
    return (
        _ratio([glyph.box.height for glyph in line]) < _HEIGHTS
        and _ratio([glyph.stroke for glyph in line]) < _STROKES
        and float(np.ptp(np.quantile(tones, _MOST))) < _TONES_OF_ALL * contrast
    )


def _ratio(values: Sequence[float]) -> float:
    """Of the large ones to the small ones, but for the odd one out."""
    low, high = np.quantile(values, _MOST)
    return float(high / low)


def _is_regular(line: Sequence[Box]) -> bool:
    """Letters stand on one line or hang from one, and are wider together than high."""
    heights = np.array([box.height for box in line])
    bottoms, tops = np.array([box.y + box.height for box in line]), np.array([box.y for box in line])
    steps = np.array([box.x + box.width / 2 for box in line])
    unit = float(np.median(heights))
    wide = line[-1].x + line[-1].width - line[0].x > 1.2 * unit
    off = min(_scatter(steps, bottoms), _scatter(steps, tops))
    return wide and off < _RAGGED * unit


def _scatter(
    across: "np.ndarray[tuple[int], np.dtype[np.float64]]", along: "np.ndarray[tuple[int], np.dtype[np.int64]]"
) -> float:
    """The usual distance of points from a straight line through them."""
    slope, offset = np.polyfit(across, along, 1)
    return float(np.median(np.abs(along - slope * across - offset)))
