"""A sharper picture of the same size."""

from functools import partial

import cv2
import numpy as np

from bot.upstreams.local.bands import in_bands
from bot.upstreams.local.denoise import noise_level
from bot.upstreams.local.filters import blur, restrain, structure
from bot.upstreams.local.focus import softness
from bot.upstreams.local.planes import luma_of, shrunk, with_luma
from bot.upstreams.local.raster import Floats, decode, encode_like, plain_errors, to_bytes

_USUAL = 0.5
_PROBE_SIDE = 3000
_MARGIN = 40
_OVERSHOOT = 6
_PASSES = 8
_BROAD = 0.25
_AUDIBLE = 1.5  # levels


@plain_errors()
def sharpen(picture: bytes, strength: float | None = None) -> bytes:
    """Take back the blur that is there, without halos or louder noise; `strength` 0..1. A PNG. Raises BadPicture."""
    raster = decode(picture)
    probe = luma_of(shrunk(raster.pixels, _PROBE_SIDE))
    work = partial(
        _restore,
        amount=2 * (_USUAL if strength is None else strength),
        sigma=0.7 + 1.1 * softness(probe),
        noise=noise_level(to_bytes(probe)),
    )
    return encode_like(raster, in_bands(partial(with_luma, work=work), raster.pixels, margin=_MARGIN))


def _restore(luma: Floats, *, amount: float, sigma: float, noise: float) -> Floats:
    """Find what gives `luma` again when blurred by `sigma`: Van Cittert, "Zum Einfluss der Spaltbreite", 1931."""
    clean = _quiet(luma, noise)
    fine = clean
    for _ in range(_PASSES):
        fine = fine + (clean - blur(fine, sigma))
    detail = fine - clean + _BROAD * (clean - blur(clean, 3 * sigma))
    sharper = luma + amount * structure(clean, level=2 + noise) * detail
    return restrain(np.asarray(sharper, np.float32), like=luma, overshoot=_OVERSHOOT)


def _quiet(luma: Floats, noise: float) -> Floats:
    """Without the noise, which would come out louder."""
    if noise < _AUDIBLE:
        return luma
    return np.asarray(cv2.fastNlMeansDenoising(to_bytes(luma), None, 1.2 * noise, 5, 11), np.float32)
