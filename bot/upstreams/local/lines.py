"""Where somebody who draws would put a line.

Kang, Lee and Chui, "Coherent Line Drawing", 2007; Winnemöller, Kyprianidis and Olsen, "XDoG", 2012.
"""

import cv2
import numpy as np

from bot.upstreams.local.filters import blur, guided
from bot.upstreams.local.raster import Bytes, Floats

_WIDER = 1.6  # by which the second Gaussian of a difference is broader
_FLOW_SIGMA = 2.5  # pixels, over which directions are evened out
_FLOW_STEPS = 6
_FLAT = 50  # variance
_NEARBY = 12  # sigmas
_LEAST = 0.5  # levels of difference, less than which is noise
_PALEST, _DARKEST = 0.5, 1.1
_FAINTEST = 0.25  # of a line's darkness


def draw_lines(pixels: Bytes, *, sigma: float, smallest: int) -> Floats:
    """How dark the ink is at each place of BGR pixels, 0..1. A line is some 2 `sigma` wide.

    `smallest`: pixels of a stroke that is left out as a speck.
    """
    planes = [_quiet(np.asarray(plane, np.float32), sigma) for plane in cv2.split(pixels)]
    differences = [blur(plane, _WIDER * sigma) - blur(plane, sigma) for plane in planes]
    darker = np.asarray(np.maximum.reduce(differences), np.float32)
    flowing = _along_flow(_in_proportion(darker, sigma), *_flow(np.mean(planes, 0, np.float32)))
    ink = np.asarray(np.clip((flowing - _PALEST) / (_DARKEST - _PALEST), 0, 1), np.float32)
    return ink * _strokes(ink, smallest)


def _quiet(plane: Floats, sigma: float) -> Floats:
    return guided(plane, guide=plane, radius=max(2, round(2 * sigma)), eps=_FLAT)


def _in_proportion(darker: Floats, sigma: float) -> Floats:
    """Relative to what is there nearby and overall: the faint lines of a soft picture count, those of fur do not."""
    energy = darker * darker
    nearby = np.sqrt(blur(energy, _NEARBY * sigma))
    return np.asarray(darker / (_LEAST + 0.5 * float(np.sqrt(energy.mean())) + nearby), np.float32)


def _flow(luma: Floats) -> tuple[Floats, Floats]:
    """The direction in which the picture changes least, as x and y of length 1."""
    across_x, across_y = cv2.Sobel(luma, cv2.CV_32F, 1, 0), cv2.Sobel(luma, cv2.CV_32F, 0, 1)
    xx, yy, xy = (
        blur(np.asarray(each, np.float32), _FLOW_SIGMA)
        for each in (across_x * across_x, across_y * across_y, across_x * across_y)
    )
    angle = np.arctan2(2 * xy, xx - yy) / 2 + np.float32(np.pi / 2)
    return np.cos(angle), np.sin(angle)


def _along_flow(plane: Floats, flow_x: Floats, flow_y: Floats) -> Floats:
    """Even out along the lines, not across: broken ones close, specks fade."""
    total = plane.copy()
    columns, rows = (
        np.asarray(each, np.float32) for each in np.meshgrid(*(np.arange(side) for side in plane.shape[::-1]))
    )
    for way in (1, -1):
        x, y = columns, rows
        for _ in range(_FLOW_STEPS):
            x, y = x + way * _sample(flow_x, x, y), y + way * _sample(flow_y, x, y)
            total += _sample(plane, x, y)
    return np.asarray(total / (1 + 2 * _FLOW_STEPS), np.float32)


def _sample(plane: Floats, x: Floats, y: Floats) -> Floats:
    return np.asarray(cv2.remap(plane, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _strokes(ink: Floats, smallest: int) -> Bytes:
    """1 where a stroke of at least `smallest` pixels is."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats((ink > _FAINTEST).astype(np.uint8), connectivity=8)
    large = (stats[:, cv2.CC_STAT_AREA] >= smallest).astype(np.uint8)
    large[0] = 0
    return np.asarray(large[labels], np.uint8)
