"""Where faces are."""

from dataclasses import dataclass

import cv2
import numpy as np

from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.eyes import Box, cascade, find_eyes
from bot.upstreams.local.geometry import Matrix, Point, inverse, moved, rotation
from bot.upstreams.local.raster import Bytes, decode, encode, plain_errors

_WORKING_SIDES = (480, 1000)
_SMALLEST_SHARE = 1 / 20
_CASCADES = (("frontalface_alt2", 1.06, 3), ("frontalface_default", 1.08, 4))
_TILTS = (0, 25, -25, 50, -50)
_CROP_MARGIN = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """In pixels of the upright picture. Left and right are the beholder's; the box does not tilt with the face."""

    box: Box
    left_eye: Point
    right_eye: Point


@plain_errors()
def faces(picture: bytes) -> list[bytes]:
    """A PNG of each face with a little around it, left to right as in `detect`. Raises BadPicture and NoFace."""
    raster = decode(picture)
    places = [surroundings(face.box, raster.pixels.shape, _CROP_MARGIN) for face in find_faces(raster.pixels)]
    if not places:
        raise NoFace("image")
    return [
        encode(np.ascontiguousarray(raster.pixels[place]), None if raster.alpha is None else raster.alpha[place])
        for place in places
    ]


@plain_errors()
def detect(picture: bytes) -> list[Face]:
    """All frontal faces, left to right; heads may tilt by some 60 degrees. Raises BadPicture."""
    return find_faces(decode(picture).pixels)


def find_faces(pixels: Bytes) -> list[Face]:
    """As `detect`, from BGR pixels: the faces of the first tilt that has some."""
    working, scale = _working(pixels)
    found = next(filter(None, (_tilted_faces(working, tilt) for tilt in _TILTS)), [])
    return _left_to_right(found, scale)


def find_every_face(pixels: Bytes) -> list[Face]:
    """As `find_faces`, but of all tilts together, and faces that the edge of the picture cuts: slower."""
    margin = max(pixels.shape[:2]) // 8
    padded = cv2.copyMakeBorder(pixels, margin, margin, margin, margin, cv2.BORDER_REPLICATE)
    working, scale = _working(np.asarray(padded, np.uint8))
    found: list[Face] = []
    for tilt in _TILTS:
        found += [face for face in _tilted_faces(working, tilt) if not any(_overlap(face.box, o.box) for o in found)]
    back = np.array([(1, 0, -margin), (0, 1, -margin), (0, 0, 1)])
    return [_moved(face, back) for face in _left_to_right(found, scale)]


def surroundings(box: Box, shape: tuple[int, ...], margin: float) -> tuple[slice, slice]:
    """The cut-out of a picture of that shape around a box, with `margin` in box widths on each side."""
    wider = round(margin * box.width)
    top, left = max(0, box.y - wider), max(0, box.x - wider)
    bottom, right = min(shape[0], box.y + box.height + wider), min(shape[1], box.x + box.width + wider)
    return slice(top, bottom), slice(left, right)


def _working(pixels: Bytes) -> tuple[Bytes, float]:
    """The grey picture in the size in which faces are sought, and by how much it was scaled."""
    scale = _working_scale(pixels)
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    if min(grey.shape) * scale < 1:  # a line: nobody fits into it
        return np.zeros((1, 1), np.uint8), scale
    working = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=interpolation)  # exact: eyes are mapped back
    return np.asarray(working, np.uint8), scale


def _left_to_right(found: list[Face], scale: float) -> list[Face]:
    return sorted((_scaled(face, 1 / scale) for face in found), key=lambda face: face.box.x)


def _working_scale(pixels: Bytes) -> float:
    longest: int = max(pixels.shape[:2])
    least, most = _WORKING_SIDES
    return min(max(1.0, least / longest), 2.0) if longest <= most else most / longest


def _tilted_faces(grey: Bytes, tilt: int) -> list[Face]:
    if tilt == 0:
        return _upright_faces(grey)
    height, width = grey.shape
    turn = rotation((width / 2, height / 2), tilt)
    turned = cv2.warpAffine(grey, turn[:2], (width, height), borderMode=cv2.BORDER_REPLICATE)
    return [_moved(face, inverse(turn)) for face in _upright_faces(np.asarray(turned, np.uint8))]


def _upright_faces(grey: Bytes) -> list[Face]:
    smallest = max(24, int(max(grey.shape) * _SMALLEST_SHARE))
    faces: list[Face] = []
    for name, step, neighbours in _CASCADES:
        for found in cascade(name).detectMultiScale(grey, step, neighbours, minSize=(smallest, smallest)):
            box = Box(*(int(side) for side in found))
            if any(_overlap(box, face.box) for face in faces):
                continue
            eyes = find_eyes(grey, box)
            if eyes:
                faces.append(Face(box=box, left_eye=eyes[0], right_eye=eyes[1]))
    return faces


def _overlap(one: Box, other: Box) -> bool:
    """Whether the middle of one lies in the other."""
    return _has_middle_in(one, other) or _has_middle_in(other, one)


def _has_middle_in(inner: Box, outer: Box) -> bool:
    x, y = inner.x + inner.width / 2, inner.y + inner.height / 2
    return outer.x <= x <= outer.x + outer.width and outer.y <= y <= outer.y + outer.height


def _moved(face: Face, matrix: Matrix) -> Face:
    x, y, width, height = face.box
    centre_x, centre_y = moved((x + width / 2, y + height / 2), matrix)
    box = Box(round(centre_x - width / 2), round(centre_y - height / 2), width, height)
    return Face(box=box, left_eye=moved(face.left_eye, matrix), right_eye=moved(face.right_eye, matrix))


def _scaled(face: Face, factor: float) -> Face:
    """Pixel centres are scaled, not corners: hence the half pixels."""
    matrix = np.array([(factor, 0, factor / 2 - 0.5), (0, factor, factor / 2 - 0.5), (0, 0, 1)])
    return Face(
        box=Box(*(round(side * factor) for side in face.box)),
        left_eye=moved(face.left_eye, matrix),
        right_eye=moved(face.right_eye, matrix),
    )
