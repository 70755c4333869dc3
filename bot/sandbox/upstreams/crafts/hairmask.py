"""Where somebody's hair is."""

import cv2
import numpy as np

from bot.domain.toolbox.edit import Cutout, Subject
from bot.sandbox.upstreams.crafts.heads import Head, Numbers, step
from bot.upstreams.local.raster import Bytes, Floats, decode, encode
from bot.upstreams.local.removebg import removebg

_CROWN, _BROWS, _CHIN = -1.15, -0.35, 1.1
_LIGHT_MATTERS = np.array([0.5, 1, 1], np.float32)
_SOFTNESS = 12.0
_CHEEK = (0.22, 0.22)


def hair_in(pixels: Bytes, head: Head) -> Floats:
    """1 for hair, by pixel of the head's window: what belongs to the head, and is more like its crown than its skin.

    Raises NoFace where the head is too small to be cut out.
    """
    alpha = decode(removebg(encode(pixels), Subject.HEAD, Cutout.MASK)).pixels[head.rows, head.columns, 0]
    inside = np.asarray(alpha.astype(np.float32) / 255, np.float32)
    around = np.maximum(1 - head.oval((0, 0.5), (0.95, 1.25), 0.15), step(_BROWS - head.y, 0.2))
    grown = np.maximum(around * _likeness(head, head.of(pixels), inside), step(_CROWN - head.y, 0.3))
    return np.asarray(cv2.GaussianBlur(inside * grown * step(_CHIN - head.y, 0.4), (0, 0), 1.2), np.float32)


def _likeness(head: Head, window: Floats, inside: Floats) -> Numbers:
    lab = cv2.cvtColor(np.clip(window, 0, 255).astype(np.uint8), cv2.COLOR_BGR2LAB).astype(np.float32) * _LIGHT_MATTERS
    lab = np.asarray(lab, np.float32)
    crown = inside * head.oval((0, -1.25), (0.9, 0.45))
    cheeks = head.oval((-0.5, 0.6), _CHEEK) + head.oval((0.5, 0.6), _CHEEK)
    to_hair, to_skin = (np.linalg.norm(lab - head.mean(lab, where), axis=2) for where in (crown, cheeks))
    return step(to_skin - to_hair, _SOFTNESS)
