"""One person's face in another picture."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from bot.upstreams.local.canonical import EYE_DISTANCE, SIZE, mouth_row, mouth_to_mouth, to_canonical
from bot.upstreams.local.complexion import compare, recolour
from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.faces import Face, find_faces
from bot.upstreams.local.geometry import Matrix, inverse, scale_of, warp, warp_field
from bot.upstreams.local.mask import face_mask
from bot.upstreams.local.raster import Bytes, Raster, decode, encode, plain_errors

_USUAL_FIDELITY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where the canonical frame lies in the target: a cut-out of its pixels, and the way there from the frame."""

    cutout: tuple[slice, slice]
    from_canonical: Matrix


@plain_errors()
def swap(source: bytes, target: bytes, fidelity: float | None = None) -> bytes:
    """Put the largest face of `source` on the largest face of `target`. A PNG of the target's size.

    Features come from the source; skin tone, light, hair and surroundings from the target. `fidelity` 0..1 (0.5 if
    None): the higher, the more of the source's own texture, contrast and shading is kept. Raises BadPicture and NoFace.
    """
    giver, taker = decode(source), decode(target)
    giver_face, taker_face = _largest_face(giver, "source"), _largest_face(taker, "target")
    kept = _USUAL_FIDELITY if fidelity is None else min(max(fidelity, 0.0), 1.0)
    pixels = _exchange(giver.pixels, giver_face, taker.pixels, taker_face, kept)
    return encode(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8) if taker.grey else pixels, taker.alpha)


def _largest_face(raster: Raster, which: Literal["source", "target"]) -> Face:
    faces = find_faces(raster.pixels)
    if not faces:
        raise NoFace(which)
    return max(faces, key=lambda face: face.box.width)


def _exchange(giver: Bytes, giver_face: Face, taker: Bytes, taker_face: Face, fidelity: float) -> Bytes:
    to_frame = to_canonical(taker_face)
    theirs = warp(taker, to_frame, SIZE)
    aligned = _aligned(giver, giver_face, theirs)
    ours = warp(giver, aligned, SIZE)
    mask = face_mask(theirs)
    complexion = compare(ours, theirs, mask, fidelity=fidelity)

    place = _place(taker, inverse(to_frame))
    original = taker[place.cutout]
    size = original.shape[1], original.shape[0]
    radius = max(1, round(0.05 * EYE_DISTANCE * scale_of(place.from_canonical)))
    face = recolour(
        warp(giver, place.from_canonical @ aligned, size),
        complexion,
        warp_field(complexion.shift, place.from_canonical, size),
        smoothness=0.5 * (1 - fidelity),
        radius=radius,
    )
    share = warp_field(mask, place.from_canonical, size)[..., None]
    result = taker.copy()
    result[place.cutout] = np.clip(original + share * (face.astype(np.float32) - original) + 0.5, 0, 255)
    return result


def _aligned(giver: Bytes, face: Face, theirs: Bytes) -> Matrix:
    """From the giver's pixels into the frame, so that eyes are on eyes and the mouth is on the mouth of `theirs`."""
    to_frame = to_canonical(face)
    ours = warp(giver, to_frame, SIZE)
    return mouth_to_mouth(mouth_row(ours), mouth_row(theirs)) @ to_frame


def _place(taker: Bytes, from_canonical: Matrix) -> _Place:
    """The smallest upright cut-out of the target that holds the whole canonical frame."""
    corners = from_canonical @ np.array([(x, y, 1) for x in (0, SIZE[0]) for y in (0, SIZE[1])]).T
    limits = np.array([[taker.shape[1]], [taker.shape[0]]])
    low = np.clip(np.floor(corners[:2].min(1, keepdims=True)), 0, limits).astype(int).ravel()
    high = np.clip(np.ceil(corners[:2].max(1, keepdims=True)) + 1, 0, limits).astype(int).ravel()
    shift = np.array([(1, 0, -low[0]), (0, 1, -low[1]), (0, 0, 1)])
    cutout = slice(low[1], high[1]), slice(low[0], high[0])
    return _Place(cutout=cutout, from_canonical=shift @ from_canonical)
