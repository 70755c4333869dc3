"""What a picture is about, without the rest."""

import cv2
import numpy as np

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.domain.toolbox.edit import Cutout, Subject
from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.matting import clean_colours, matte
from bot.upstreams.local.raster import Bytes, decode, encode, plain_errors
from bot.upstreams.local.silhouette import find_subject

_WORKING_SIDE = 560
_LEAST_SIDE = 8
_VISIBLE = 8
_FULL = 255


@plain_errors()
def removebg(picture: bytes, subject: Subject = Subject.ANYTHING, form: Cutout = Cutout.TRANSPARENT) -> bytes:
    """Cut out the subject: a PNG with alpha of the picture's size, trimmed to the subject, on white, or alpha alone.

    Raises BadPicture, NoFace where a person or head is wanted and no face is seen, and Refused where nothing stands
    out.
    """
    raster = decode(picture)
    alpha = _alpha(raster.pixels, subject)
    if raster.alpha is not None:
        alpha = np.minimum(alpha, raster.alpha)
    if form is Cutout.MASK:
        return encode(alpha)
    colours = clean_colours(raster.pixels, alpha)
    if form is Cutout.WHITE:
        return encode(_on_white(colours, alpha))
    place = _visible(alpha) if form is Cutout.TRIMMED else np.s_[:, :]
    return encode(np.ascontiguousarray(colours[place]), np.ascontiguousarray(alpha[place]))


def _alpha(pixels: Bytes, subject: Subject) -> Bytes:
    height, width = pixels.shape[:2]
    scale = min(1.0, _WORKING_SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    silhouette = find_subject(small, subject) if min(size) >= _LEAST_SIDE else None
    if silhouette is not None:
        return matte(pixels, silhouette)
    if subject is Subject.ANYTHING:
        raise Refused(Reason.NO_SUBJECT, slot="image")
    raise NoFace("image")


def _on_white(pixels: Bytes, alpha: Bytes) -> Bytes:
    share = alpha[..., None].astype(np.float32) / _FULL
    return np.asarray(_FULL + share * (pixels.astype(np.float32) - _FULL) + 0.5, np.uint8)


def _visible(alpha: Bytes) -> tuple[slice, slice]:
    rows, columns = (np.flatnonzero((alpha > _VISIBLE).any(axis)) for axis in (1, 0))
    if not rows.size:
        return np.s_[:, :]
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
