"""Masks: which part of a picture is meant."""

from collections.abc import Callable

import numpy as np

from bot.domain.toolbox.marking import Finding, MarkingOptions
from bot.upstreams.local.faces import find_faces
from bot.upstreams.local.heads import head_shape
from bot.upstreams.local.raster import Bytes, decode, encode, plain_errors
from bot.upstreams.local.stamps import find_stamps, find_text

_WHITE = 255
_HUNDRED = 100
_HEAD_GROWTH = 1.35


@plain_errors()
def mark(picture: bytes, marking: MarkingOptions) -> bytes | None:
    """A PNG of the picture's size as shown, white where `marking` says; None where nothing of the kind is there.

    Raises BadPicture.
    """
    pixels = decode(picture).pixels
    if marking.rectangle:
        mask = _rectangle(pixels, *marking.rectangle)
    elif marking.find:
        mask = _FINDERS[marking.find](pixels)
    else:
        return None
    return encode(mask) if mask.any() else None


def _rectangle(pixels: Bytes, left: int, top: int, width: int, height: int) -> Bytes:
    """At least one pixel, at most to the picture's edge."""
    mask = np.zeros(pixels.shape[:2], np.uint8)
    mask[_strip(pixels.shape[0], top, height), _strip(pixels.shape[1], left, width)] = _WHITE
    return mask


def _strip(side: int, start: int, extent: int) -> slice:
    first = side * start // _HUNDRED
    return slice(first, max(first + 1, -(-side * (start + extent) // _HUNDRED)))


def _largest_head(pixels: Bytes) -> Bytes:
    faces = find_faces(pixels)
    if not faces:
        return np.zeros(pixels.shape[:2], np.uint8)
    return head_shape(max(faces, key=lambda face: face.box.width), pixels.shape, growth=_HEAD_GROWTH)


_FINDERS: dict[Finding, Callable[[Bytes], Bytes]] = {
    Finding.LARGEST_FACE: _largest_head,
    Finding.TEXT: find_text,
    Finding.CORNER_WATERMARK: find_stamps,
}
