"""Something removed from a picture, and what may have been behind it put in its place."""

import cv2
import numpy as np

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.upstreams.local.membrane import Where, cover
from bot.upstreams.local.raster import Bytes, Raster, decode, encode_like, plain_errors
from bot.upstreams.local.synthesis import Gap, fill

_WHITE = 128
_GROWTH_SHARE = 1 / 300
_LEAST_MARGIN = 48
_MOST_PARTS = 24


@plain_errors()
def erase(picture: bytes, mask: bytes) -> bytes:
    """Fill in where `mask` is white, and a little around it; nothing else changes. A PNG.

    Raises BadPicture, and Refused for a mask of another size and for one that is all black or all white.
    """
    raster, marked = decode(picture), read_mask(decode(mask))
    height, width = marked.shape
    if marked.shape != raster.pixels.shape[:2]:
        sizes = {"width": raster.pixels.shape[1], "height": raster.pixels.shape[0]}
        raise Refused(Reason.MASK_SIZE, slot="mask", mask_width=width, mask_height=height, **sizes)
    grown = 2 * max(2, round(_GROWTH_SHARE * max(height, width))) + 1
    hole = cv2.dilate(marked.astype(np.uint8), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (grown, grown))) > 0
    if not marked.any() or hole.all():
        raise Refused(Reason.PART_NEEDED)
    return encode_like(raster, _filled(raster.pixels, np.asarray(hole)))


def read_mask(raster: Raster) -> Where:
    """Where a mask is white, and not transparent."""
    light = cv2.cvtColor(raster.pixels, cv2.COLOR_BGR2GRAY).astype(np.float32)
    seen = 1 if raster.alpha is None else raster.alpha.astype(np.float32) / 255
    return np.asarray(light * seen >= _WHITE)


def _filled(pixels: Bytes, hole: Where) -> Bytes:
    """Holes far from one another are filled one by one, each from its own surroundings."""
    result = pixels.copy()
    for part in _parts(hole):
        place = _around(part)
        gap, known = hole[place] & part[place], ~hole[place]
        if not known.any():
            known = ~gap
        begun = np.where(gap[..., None], cover(result[place], known), result[place])
        result[place] = fill(Gap(pixels=begun, hole=gap, source=known))
    return result


def _parts(hole: Where) -> list[Where]:
    near = 2 * max(_LEAST_MARGIN // 4, max(hole.shape) // 80) + 1
    joined = cv2.dilate(hole.astype(np.uint8), np.ones((near, near), np.uint8))
    count, labels = cv2.connectedComponents(joined)
    if count > _MOST_PARTS:
        return [hole]
    return [np.asarray(labels == label) for label in range(1, count)]


def _around(part: Where) -> tuple[slice, slice]:
    """The surroundings from which a part is filled."""
    rows, columns = np.flatnonzero(part.any(1)), np.flatnonzero(part.any(0))
    margin = max(_LEAST_MARGIN, rows[-1] - rows[0], columns[-1] - columns[0])
    return (
        slice(max(0, rows[0] - margin), rows[-1] + margin),
        slice(max(0, columns[0] - margin), columns[-1] + margin),
    )
