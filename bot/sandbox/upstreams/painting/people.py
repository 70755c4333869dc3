"""Faces in a picture: each by itself, exchanged, or all that the new picture is about."""

from collections.abc import Mapping

import cv2
import numpy as np

from bot.sandbox.upstreams.failures import NoSuchFace
from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.fitting import cover
from bot.sandbox.upstreams.painting.painter import render
from bot.sandbox.upstreams.painting.palette import choose
from bot.sandbox.upstreams.painting.restyle import grade
from bot.sandbox.upstreams.painting.scene import read_scene
from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.faces import Face, find_faces
from bot.upstreams.local.faceswap import swap
from bot.upstreams.local.raster import Bytes, Floats, decode, encode, plain_errors

_CROP_MARGIN = 0.35
_SWAP_MARGINS = (0.6, 1.0, 0.35)
"""A face is sought again in its surroundings; where that fails, wider or narrower ones may help."""
_PORTRAIT_MARGIN = 0.95

Place = tuple[slice, slice]


@plain_errors()
def crop_faces(picture: bytes) -> list[bytes]:
    """A PNG of each face, left to right. Raises BadPicture."""
    pixels = decode(picture).pixels
    return [encode(np.ascontiguousarray(pixels[_around(face, pixels, _CROP_MARGIN)])) for face in find_faces(pixels)]


@plain_errors()
def swap_faces(sources: Mapping[int, bytes], target: bytes) -> bytes:
    """A PNG of the target with these faces by number, from 1, left to right. Raises BadPicture, NoFace, NoSuchFace."""
    pixels = decode(target).pixels
    faces = find_faces(pixels)
    if not faces:
        raise NoFace("target")
    if max(sources) > len(faces):
        raise NoSuchFace(max(sources), len(faces))
    result = pixels.copy()
    for number, source in sources.items():
        place, changed = _swap_one(source, pixels, faces[number - 1])
        result[place] = np.where(changed != pixels[place], changed, result[place])
    return encode(result)


@plain_errors()
def portray(picture: bytes, brief: Brief) -> bytes:
    """A PNG of the brief's size: the largest face, toned, in front of what the words say. Raises BadPicture, NoFace."""
    pixels = decode(picture).pixels
    faces = find_faces(pixels)
    if not faces:
        raise NoFace("source")
    face = max(faces, key=lambda each: each.box.width)
    person = cover(np.ascontiguousarray(pixels[_around(face, pixels, _PORTRAIT_MARGIN)]), (brief.width, brief.height))
    toned = grade(person, choose(brief, read_scene(brief)))
    kept = cv2.addWeighted(cv2.bilateralFilter(person, 7, 40, 7), 0.45, toned, 0.55, 0)
    scene = render(brief).astype(np.float32)
    mixed = scene + (kept.astype(np.float32) - scene) * _vignette(brief.width, brief.height)
    return encode(np.asarray(np.clip(mixed + 0.5, 0, 255), np.uint8))


def _swap_one(source: bytes, pixels: Bytes, face: Face) -> tuple[Place, Bytes]:
    for margin in _SWAP_MARGINS:
        place = _around(face, pixels, margin)
        try:
            return place, decode(swap(source, encode(np.ascontiguousarray(pixels[place])))).pixels
        except NoFace as error:
            if error.which == "source":
                raise
    raise NoFace("target")


def _around(face: Face, pixels: Bytes, margin: float) -> Place:
    """The face's box and so much of its side more on each side, as far as there is picture."""
    box, (height, width) = face.box, pixels.shape[:2]
    more = round(margin * box.width)
    rows = slice(max(box.y - more, 0), min(box.y + box.height + more, height))
    return rows, slice(max(box.x - more, 0), min(box.x + box.width + more, width))


def _vignette(width: int, height: int) -> Floats:
    rows = np.linspace(-1, 1, height, dtype=np.float32)[:, None] + np.float32(0.05)
    columns = np.linspace(-1, 1, width, dtype=np.float32)[None]
    return np.asarray(np.clip((1.12 - np.hypot(columns, rows * 0.92)) / 0.34, 0, 1)[..., None], np.float32)
