"""Which part of a canonical face is exchanged: brows to chin, temple to temple, and never the hair."""

import cv2
import numpy as np

from bot.upstreams.local.canonical import CHEEKS, MIDDLE, SIZE
from bot.upstreams.local.filters import blur
from bot.upstreams.local.raster import Bytes, Floats

_CENTRE_ROW, _UP, _DOWN = 150, 96, 126
_OUTLINE_ROWS = (0, 60, 100, 150, 205, 250, 290)
_HALF_WIDTHS = (96, 110, 116, 110, 98, 78, 50)
_ROUNDNESS = 3.5
_SOFT_SHARE = 0.13
_BROW_ROWS = (62, 74)
_SKIN_SPREAD = (31, 7, 9)
_SURELY_SKIN, _SURELY_NOT = 1.8, 3.2


def face_mask(target: Bytes) -> Floats:
    """1 inside, 0 outside, with a soft border, in the frame of the canonical BGR crop `target`."""
    rows = np.arange(SIZE[1], dtype=np.float32)[:, None]
    below_hairline = np.clip((rows - _BROW_ROWS[0]) / (_BROW_ROWS[1] - _BROW_ROWS[0]), 0, 1)
    return np.asarray(_outline(rows) * np.maximum(_skin(target), below_hairline), np.float32)


def _outline(rows: Floats) -> Floats:
    columns = np.arange(SIZE[0], dtype=np.float32)
    across = np.abs(columns - MIDDLE) / np.interp(rows, _OUTLINE_ROWS, _HALF_WIDTHS)
    along = np.where(rows < _CENTRE_ROW, (_CENTRE_ROW - rows) / _UP, (rows - _CENTRE_ROW) / _DOWN)
    radius = (across**_ROUNDNESS + along**_ROUNDNESS) ** (1 / _ROUNDNESS)
    depth = np.clip((1 - radius) / _SOFT_SHARE, 0, 1)
    return np.asarray(depth * depth * (3 - 2 * depth), np.float32)


def _skin(crop: Bytes) -> Floats:
    """How much each pixel's colour is that of the cheeks, 0..1; hair, a hat and a fringe are not."""
    lab = cv2.cvtColor(cv2.GaussianBlur(crop, (0, 0), 2), cv2.COLOR_BGR2LAB).astype(np.float32)
    usual = np.median(np.vstack([lab[cheek].reshape(-1, 3) for cheek in CHEEKS]), axis=0)
    unlike = np.sqrt((((lab - usual) / _SKIN_SPREAD) ** 2).sum(2))
    likely = np.clip((_SURELY_NOT - unlike) / (_SURELY_NOT - _SURELY_SKIN), 0, 1).astype(np.float32)
    return blur(np.asarray(cv2.erode(likely, np.ones((5, 5), np.uint8)), np.float32), 4)
