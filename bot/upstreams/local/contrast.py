"""A picture with more contrast."""

from functools import partial

import numpy as np

from bot.upstreams.local.bands import in_bands
from bot.upstreams.local.filters import guidance
from bot.upstreams.local.planes import luma_of, shrunk, spread, with_luma
from bot.upstreams.local.raster import Bytes, Floats, decode, encode_like, plain_errors

_USUAL = 0.5
_LEVELS = np.arange(256, dtype=np.float32)
_NARROWEST = 80.0  # levels of range that are stretched over all; less is a flat picture, not a dull one
_EVENNESS = 0.35
_VIVID, _MOST_VIVID = 0.8, 2.5
_DEEPEST = 0.5
_FLAT = 200.0  # variance
_TAILS = (0.4, 99.6)
_STEEPEST = 2.5  # of the equalising curve
_PROBE_SIDE = 1500


@plain_errors()
def contrast(picture: bytes, strength: float | None = None) -> bytes:
    """Spread the light over the whole range, and deepen local shapes; `strength` 0..1. A PNG. Raises BadPicture."""
    raster = decode(picture)
    amount = _USUAL if strength is None else strength
    small = luma_of(shrunk(raster.pixels, _PROBE_SIDE))
    radius = max(2, max(small.shape) // 40)
    base = (spread(each, raster.pixels) for each in guidance(small, guide=small, radius=radius, eps=_FLAT))
    curve = _curve(small, amount)
    work = partial(_deepen, curve=curve, depth=_DEEPEST * amount, vivid=_vividness(small, curve))
    return encode_like(raster, in_bands(work, raster.pixels, *base, margin=0))


def _deepen(band: Bytes, slope: Floats, offset: Floats, *, curve: Floats, depth: float, vivid: float) -> Bytes:
    def lift(luma: Floats) -> Floats:
        base = slope * luma + offset
        return np.asarray(np.interp(luma, _LEVELS, curve) + depth * (luma - base), np.float32)

    return with_luma(band, lift, vivid=vivid)


def _vividness(luma: Floats, curve: Floats) -> float:
    """What dulled the light has dulled the colours too: they gain most of what its spread gains."""
    gain = float(np.interp(luma, _LEVELS, curve).std() + 1) / float(luma.std() + 1)
    return float(np.clip(1 + _VIVID * (gain - 1), 1, _MOST_VIVID))


def _curve(luma: Floats, amount: float) -> Floats:
    """The new level of each level: between the old one and one that uses the whole range evenly. It never falls."""
    aim = (1 - _EVENNESS) * _stretched(luma) + _EVENNESS * _equalised(luma)
    return np.asarray((1 - amount) * _LEVELS + amount * aim, np.float32)


def _stretched(luma: Floats) -> Floats:
    low, high = np.percentile(luma, _TAILS)
    span = max(high - low, _NARROWEST)
    middle = (low + high) / 2
    centred = middle + (127.5 - middle) * min((high - low) / _NARROWEST, 1)
    return np.asarray(np.clip((_LEVELS - middle) / span * 255 + centred, 0, 255), np.float32)


def _equalised(luma: Floats) -> Floats:
    """Pizer et al., "Adaptive Histogram Equalization and Its Variations", 1987: contrast-limited, but for the whole."""
    shares = np.bincount(np.ravel(luma).astype(np.uint8), minlength=_LEVELS.size) / luma.size
    held = np.minimum(shares, _STEEPEST / _LEVELS.size)
    held += (1 - held.sum()) / _LEVELS.size
    return np.asarray(255 * (np.cumsum(held) - held / 2), np.float32)
