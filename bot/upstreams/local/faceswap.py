"""People's faces in another picture."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.upstreams.local.canonical import EYE_DISTANCE, SIZE, mouth_row, mouth_to_mouth, to_canonical
from bot.upstreams.local.complexion import compare, recolour
from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.faces import Face, find_faces
from bot.upstreams.local.geometry import Matrix, inverse, scale_of, warp, warp_field
from bot.upstreams.local.mask import face_mask
from bot.upstreams.local.raster import Bytes, Floats, decode, encode_like, plain_errors

_USUAL_FIDELITY = 0.5
_SOURCE, _TARGET = "source", "target"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where the canonical frame lies in the target: a cut-out of its pixels, and the way there from the frame."""

    cutout: tuple[slice, slice]
    from_canonical: Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class _NewFace:
    """BGR pixels for a cut-out of the target, and how much of each is taken."""

    cutout: tuple[slice, slice]
    pixels: Bytes
    share: Floats


def swap(source: bytes, target: bytes, fidelity: float | None = None) -> bytes:
    """Put the largest face of `source` on the largest face of `target`: as `faceswap`."""
    return faceswap(target, {_SOURCE: source}, fidelity=fidelity)


@plain_errors()
def faceswap(
    target: bytes, sources: Mapping[str, bytes], faces: Mapping[str, int] | None = None, fidelity: float | None = None
) -> bytes:
    """Put the largest face of each source on a face of `target`. A PNG of the target's size.

    `faces` has, by source, the number of the target's face: from 1, left to right as `bot.upstreams.local.faces` shows
    them; without it the first source goes onto the largest. Features come from the source; skin tone, light, hair and
    surroundings from the target. `fidelity` 0..1 (0.5 if None): the higher, the more of the source's own texture,
    contrast and shading is kept. Raises BadPicture, NoFace, and Refused for a number that there is not.
    """
    taker = decode(target)
    givers = {slot: decode(picture).pixels for slot, picture in sources.items()}
    giver_faces = {slot: _largest(_faces_in(pixels, slot)) for slot, pixels in givers.items()}
    taken = _chosen(_faces_in(taker.pixels, _TARGET), faces or {}, givers)
    kept = _USUAL_FIDELITY if fidelity is None else min(max(fidelity, 0.0), 1.0)
    made = [_exchange(givers[slot], giver_faces[slot], taker.pixels, face, kept) for slot, face in taken.items()]
    return encode_like(taker, _put_together(taker.pixels, made))


def _faces_in(pixels: Bytes, slot: str) -> list[Face]:
    found = find_faces(pixels)
    if not found:
        raise NoFace(slot)
    return found


def _largest(faces: list[Face]) -> Face:
    return max(faces, key=lambda face: face.box.width)


def _chosen(found: list[Face], numbers: Mapping[str, int], givers: Mapping[str, Bytes]) -> dict[str, Face]:
    """The target's face for each source."""
    if not numbers:
        return {next(iter(givers)): _largest(found)}
    unknown = [number for number in numbers.values() if not 1 <= number <= len(found)]
    if unknown:
        raise Refused(Reason.FACE_UNKNOWN, face=unknown[0], faces=len(found))
    return {slot: found[numbers[slot] - 1] for slot in givers if slot in numbers}


def _put_together(taker: Bytes, made: list[_NewFace]) -> Bytes:
    """Each was made of the untouched target, so that none is made of another."""
    result = taker.copy()
    for new in made:
        below = result[new.cutout].astype(np.float32)
        result[new.cutout] = np.clip(below + new.share * (new.pixels.astype(np.float32) - below) + 0.5, 0, 255)
    return result


def _exchange(giver: Bytes, giver_face: Face, taker: Bytes, taker_face: Face, fidelity: float) -> _NewFace:
    to_frame = to_canonical(taker_face)
    theirs = warp(taker, to_frame, SIZE)
    aligned = _aligned(giver, giver_face, theirs)
    ours = warp(giver, aligned, SIZE)
    mask = face_mask(theirs)
    complexion = compare(ours, theirs, mask, fidelity=fidelity)

    place = _place(taker, inverse(to_frame))
    height, width = taker[place.cutout].shape[:2]
    radius = max(1, round(0.05 * EYE_DISTANCE * scale_of(place.from_canonical)))
    face = recolour(
        warp(giver, place.from_canonical @ aligned, (width, height)),
        complexion,
        warp_field(complexion.shift, place.from_canonical, (width, height)),
        smoothness=0.5 * (1 - fidelity),
        radius=radius,
    )
    share = warp_field(mask, place.from_canonical, (width, height))[..., None]
    return _NewFace(cutout=place.cutout, pixels=face, share=share)


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
