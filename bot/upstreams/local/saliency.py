"""What stands out of a picture's background: what one cannot reach from the border without crossing an edge."""

import cv2
import numpy as np

from bot.upstreams.local.filters import blur
from bot.upstreams.local.membrane import Where
from bot.upstreams.local.raster import Bytes, Floats

_PASSES = 3
_CENTRE_SPREAD = 0.45
_CENTRE_SHARE = 0.4
_ALIKE = 18.0
_FAR = np.float32(1e6)


def salience(pixels: Bytes) -> Floats:
    """How much each pixel of a small BGR picture stands out, 0..1 with 1 for the most salient.

    Zhang and others, "Minimum Barrier Salient Object Detection at 80 FPS", 2015, with a liking for the centre. The
    lower border counts as background only where it looks like the other three: people stand on it.
    """
    lab = cv2.cvtColor(cv2.medianBlur(pixels, 5), cv2.COLOR_BGR2LAB).astype(np.float32)
    barrier = _barrier(lab, border_background(lab)).sum(2)
    height, width = barrier.shape
    down, across = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    central = np.exp(-(down**2 + across**2) / (2 * _CENTRE_SPREAD))
    raw = blur(np.asarray(barrier * (1 - _CENTRE_SHARE + _CENTRE_SHARE * central), np.float32), 2)
    return np.asarray(raw / max(float(np.percentile(raw, 99)), 1.0), np.float32).clip(0, 1)


def border_background(lab: Floats) -> Where:
    """The pixels of the border that are background."""
    background = np.zeros(lab.shape[:2], bool)
    background[0], background[:, 0], background[:, -1] = True, True, True
    known = lab[background]
    bottom = lab[-1]
    step = max(1, len(known) // 400)
    nearest = np.linalg.norm(bottom[:, None] - known[::step][None], axis=2).min(1)
    background[-1] = nearest < _ALIKE
    height = len(lab)
    background[height - height // 4 :, 0] &= bool(background[-1, 0])
    background[height - height // 4 :, -1] &= bool(background[-1, -1])
    return background


def _barrier(planes: Floats, seeds: Where) -> Floats:
    """Per channel, how much the value has to change at least on a path from a seed: raster sweeps, all four ways."""
    distance = np.where(seeds[..., None], 0, _FAR).astype(np.float32) + np.zeros_like(planes)
    high, low = planes.copy(), planes.copy()
    for _ in range(_PASSES):
        for turned in (False, True):
            views = [view.swapaxes(0, 1) if turned else view for view in (planes, distance, high, low)]
            _sweep(*views)
            _sweep(*(view[::-1] for view in views))
    return np.asarray(np.minimum(distance, 255), np.float32)


def _sweep(planes: Floats, distance: Floats, high: Floats, low: Floats) -> None:
    """From the first row to the last, in place."""
    for row in range(1, len(planes)):
        up, down = np.maximum(high[row - 1], planes[row]), np.minimum(low[row - 1], planes[row])
        cost = np.where(distance[row - 1] < _FAR, up - down, _FAR)
        better = cost < distance[row]
        np.copyto(distance[row], cost, where=better)
        np.copyto(high[row], up, where=better)
        np.copyto(low[row], down, where=better)
