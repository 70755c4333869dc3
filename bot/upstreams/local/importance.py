"""What matters in a picture."""

import cv2
import numpy as np

from bot.upstreams.local.faces import find_faces
from bot.upstreams.local.planes import scaled_to
from bot.upstreams.local.raster import Bytes, Floats
from bot.upstreams.local.saliency import salience

_SIDE = 128
_FACE = 4.0  # as against the rest
_HEAD = 0.8  # half its width, in widths of the face's box


def importance(pixels: Bytes) -> Floats:
    """How much each place matters, the longer side 128 pixels: what stands out, and faces above all."""
    small = scaled_to(pixels, _SIDE)
    return np.asarray(salience(small) + _FACE * _heads(pixels, small), np.float32)


def _heads(pixels: Bytes, like: Bytes) -> Floats:
    drawn = np.zeros(like.shape[:2], np.float32)
    scale = like.shape[1] / pixels.shape[1]
    for face in find_faces(pixels):
        box = face.box
        centre = (round((box.x + box.width / 2) * scale), round((box.y + box.height / 2) * scale))
        axes = (max(1, round(_HEAD * box.width * scale)), max(1, round(_HEAD * 1.2 * box.height * scale)))
        cv2.ellipse(drawn, centre, axes, 0, 0, 360, 1.0, -1)
    return drawn
