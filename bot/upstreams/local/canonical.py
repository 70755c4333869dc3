"""One frame for all faces: eyes on a level line at fixed places, everything else in proportion."""

import cv2
import numpy as np

from bot.upstreams.local.faces import Face
from bot.upstreams.local.filters import blur
from bot.upstreams.local.geometry import Matrix, Point, similarity
from bot.upstreams.local.raster import Bytes, Floats

SIZE = (256, 320)
EYES: tuple[Point, Point] = ((74, 96), (182, 96))
EYE_DISTANCE = 108
EYE_ROW = 96
MIDDLE = 128
CHEEKS = (np.s_[130:175, 50:90], np.s_[130:175, 166:206])
_MOUTH_ROWS = np.arange(178, 246)
_MOUTH_COLUMNS = slice(96, 160)
_USUAL_MOUTH_ROW, _MOUTH_SPREAD = 206, 16


def to_canonical(face: Face) -> Matrix:
    """From the picture's pixels into the frame."""
    return similarity((face.left_eye, face.right_eye), EYES)


def mouth_row(crop: Bytes) -> float:
    """The row of the line between the lips in a canonical BGR crop.

    Lips are redder than skin and the line between them is darker; that it lies about an eye distance below the eyes is
    the prior which keeps moustaches and shadows from winning.
    """
    light, red, yellow = (np.asarray(plane, np.float32) for plane in cv2.split(cv2.cvtColor(crop, cv2.COLOR_BGR2LAB)))
    redness = _profile(blur(np.asarray(red - yellow / 2, np.float32), 3))
    darkness = _profile(np.asarray(cv2.Sobel(blur(light, 4), cv2.CV_32F, 0, 2, ksize=5), np.float32))
    evidence = _standard(redness) + np.maximum(_standard(darkness), -1)
    prior = ((_MOUTH_ROWS - _USUAL_MOUTH_ROW) / _MOUTH_SPREAD) ** 2 / 2
    score = blur(np.asarray(evidence, np.float32).reshape(-1, 1), 5).ravel() - prior
    weight = np.exp(2 * (score - score.max()))
    return float((weight * _MOUTH_ROWS).sum() / weight.sum())


def mouth_to_mouth(source_row: float, target_row: float) -> Matrix:
    """Stretch downwards from the eyes so that the mouths meet."""
    stretch = (target_row - EYE_ROW) / (source_row - EYE_ROW)
    return np.array([(1, 0, 0), (0, stretch, EYE_ROW * (1 - stretch)), (0, 0, 1)])


def _profile(plane: Floats) -> Floats:
    return np.asarray(plane[_MOUTH_ROWS, _MOUTH_COLUMNS].mean(1), np.float32)


def _standard(values: Floats) -> Floats:
    return np.asarray((values - values.mean()) / (values.std() + 1e-3), np.float32)
