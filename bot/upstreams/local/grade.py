"""Flatly recorded footage as it is meant to be seen."""

import numpy as np

from bot.upstreams.local.cube import change_colours
from bot.upstreams.local.raster import Floats, decode, encode_like, plain_errors

# ARRI, "ALEXA Log C Curve", 2017: LogC3 at EI 800, and ALEXA Wide Gamut to BT.709
_CUT, _A, _B, _C, _D, _E, _F = 0.010591, 5.555556, 0.052272, 0.247190, 0.385537, 5.367655, 0.092809
_TO_709 = np.array(
    [[1.617523, -0.537287, -0.080237], [-0.070573, 1.334613, -0.264040], [-0.021102, -0.226954, 1.248056]], np.float32
)
_SRGB_LINEAR = 0.0031308  # IEC 61966-2-1: below, the curve is a straight line
_SHOULDER = 0.6  # light from which on highlights are rolled off


@plain_errors()
def grade(picture: bytes) -> bytes:
    """Develop Log C (ARRI, EI 800) for an sRGB screen. A PNG. Raises BadPicture."""
    raster = decode(picture)
    return encode_like(raster, change_colours(raster.pixels, _develop))


def _develop(colours: Floats) -> Floats:
    recorded = colours[..., ::-1]
    light = np.where(recorded > _E * _CUT + _F, (10 ** ((recorded - _D) / _C) - _B) / _A, (recorded - _F) / _E)
    seen = _rolled_off(np.maximum(light @ _TO_709.T, 0))
    return np.asarray(
        np.where(seen <= _SRGB_LINEAR, 12.92 * seen, 1.055 * seen ** (1 / 2.4) - 0.055)[..., ::-1], np.float32
    )


def _rolled_off(light: Floats) -> Floats:
    """Highlights approach white instead of being cut off there."""
    over = np.maximum(light - _SHOULDER, 0)
    room = 1 - _SHOULDER
    return np.asarray(np.minimum(light, _SHOULDER) + room * (1 - np.exp(-over / room)), np.float32)
