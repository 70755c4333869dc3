"""Faces that nobody recognises."""

import cv2
import numpy as np

from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.faces import find_every_face
from bot.upstreams.local.heads import head_shape
from bot.upstreams.local.raster import Bytes, Floats, decode, encode_like, plain_errors

_CELLS = 5
"""How many values across a head are left: eyes and mouth share theirs with the skin around them."""
_SOFT_SHARE = 0.06


@plain_errors()
def blurfaces(picture: bytes) -> bytes:
    """Every face as a few soft blotches, hairline to chin; the rest untouched. A PNG. Raises BadPicture and NoFace."""
    raster = decode(picture)
    faces = find_every_face(raster.pixels)
    if not faces:
        raise NoFace("image")
    pixels = raster.pixels.copy()
    for face in faces:
        _obscure(pixels, head_shape(face, pixels.shape), face.box.width)
    return encode_like(raster, pixels)


def _obscure(pixels: Bytes, head: Bytes, width: int) -> None:
    """In place, where `head` is white and softly fading just outside."""
    rows, columns = (np.flatnonzero(head.any(axis)) for axis in (1, 0))
    if not rows.size:
        return
    soft = max(1, round(_SOFT_SHARE * width))
    place = np.s_[
        max(0, rows[0] - 3 * soft) : rows[-1] + 3 * soft, max(0, columns[0] - 3 * soft) : columns[-1] + 3 * soft
    ]
    grown = cv2.dilate(head[place], cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * soft + 1,) * 2))
    share = cv2.GaussianBlur(grown, (0, 0), soft).astype(np.float32)[..., None] / 255
    share = np.where(head[place][..., None] > 0, 1, share).astype(np.float32)
    below = pixels[place].astype(np.float32)
    pixels[place] = np.clip(below + share * (_blotches(pixels[place]) - below) + 0.5, 0, 255)


def _blotches(crop: Bytes) -> Floats:
    height, width = crop.shape[:2]
    cells = max(1, min(_CELLS, width)), max(1, min(round(_CELLS * height / width), height))
    means = cv2.resize(crop, cells, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(means, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
