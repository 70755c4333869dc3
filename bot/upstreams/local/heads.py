"""The shape of the head that belongs to a face."""

import math

import cv2
import numpy as np

from bot.upstreams.local.faces import Face
from bot.upstreams.local.geometry import distance
from bot.upstreams.local.raster import Bytes

_BELOW_EYES = 0.42
_HALF_WIDTH, _HALF_HEIGHT = 1.12, 1.5


def head_shape(face: Face, shape: tuple[int, ...], *, growth: float = 1.0) -> Bytes:
    """White (255) in a tilted ellipse from hairline to chin, in a plane of that height and width.

    Measured in eye distances, which are steadier than the cascade's boxes. `growth` 1.3 has most of the hair in it.
    """
    (left_x, left_y), (right_x, right_y) = face.left_eye, face.right_eye
    unit = distance(face.left_eye, face.right_eye)
    tilt = math.atan2(right_y - left_y, right_x - left_x)
    down = _BELOW_EYES * unit
    centre = (left_x + right_x) / 2 - math.sin(tilt) * down, (left_y + right_y) / 2 + math.cos(tilt) * down
    axes = growth * _HALF_WIDTH * unit, growth * _HALF_HEIGHT * unit
    plane = np.zeros(shape[:2], np.uint8)
    ellipse = (centre, (2 * axes[0], 2 * axes[1]), math.degrees(tilt))
    cv2.ellipse(plane, ellipse, 255, cv2.FILLED)
    return plane
