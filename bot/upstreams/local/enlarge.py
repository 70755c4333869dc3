"""A larger picture."""

from functools import partial

import cv2
import numpy as np

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.upstreams.local.bands import in_bands
from bot.upstreams.local.raster import MAX_PIXELS, Bytes, Floats, decode, encode, plain_errors, to_bytes
from bot.upstreams.local.resample import Size, resize, super_sample
from bot.upstreams.local.tone import sharpen

_MARGIN = 24
_PASSES = 3
_PSF = 0.33  # pixels of the input; the least error on shrunken photographs, for factors of 2 and 4
_SHARPER = 1.5


@plain_errors()
def enlarge(picture: bytes, factor: int = 2, *, sharper: bool = False) -> bytes:
    """Make both sides `factor` times as long, edges as steep as they were. A PNG.

    Raises BadPicture, and Refused for more than 50 MP of output.
    """
    raster = decode(picture)
    height, width = raster.pixels.shape[:2]
    if width * height * factor**2 > MAX_PIXELS:
        most = MAX_PIXELS // factor**2
        raise Refused(Reason.TOO_MANY_PIXELS, slot="image", width=width, height=height, max_pixels=most)
    work = partial(_enlarge, factor=factor, sharper=sharper, grey=raster.grey)
    alpha = None if raster.alpha is None else _plain(raster.alpha, factor)
    return encode(in_bands(work, raster.pixels, margin=_MARGIN, scale=factor), alpha)


def _enlarge(band: Bytes, *, factor: int, sharper: bool, grey: bool) -> Bytes:
    luma, *chroma = cv2.split(cv2.cvtColor(band, cv2.COLOR_BGR2YCrCb))
    fine = to_bytes(_refine(np.asarray(luma, np.float32), factor, sharper=sharper))
    if grey:
        return fine
    merged = cv2.merge([fine, *(_plain(np.asarray(plane, np.uint8), factor) for plane in chroma)])
    return np.asarray(cv2.cvtColor(merged, cv2.COLOR_YCrCb2BGR), np.uint8)


def _refine(luma: Floats, factor: int, *, sharper: bool) -> Floats:
    height, width = luma.shape
    fine = super_sample(luma, (width * factor, height * factor), psf=_PSF * factor, passes=_PASSES)
    return sharpen(fine, amount=_SHARPER, radius=_PSF * factor) if sharper else fine


def _plain(plane: Bytes, factor: int) -> Bytes:
    size: Size = (plane.shape[1] * factor, plane.shape[0] * factor)
    return to_bytes(resize(plane.astype(np.float32), size))
