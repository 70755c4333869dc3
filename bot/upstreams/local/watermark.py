"""A mark in a corner."""

from bisect import bisect
from dataclasses import replace
from functools import partial

import numpy as np

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.domain.toolbox.edit import Corner
from bot.upstreams.local.filters import blur
from bot.upstreams.local.fonts import Unwritable, font_for
from bot.upstreams.local.inscription import inscribe
from bot.upstreams.local.planes import luma_of
from bot.upstreams.local.raster import Bytes, Floats, Raster, decode, encode_like, plain_errors, to_bytes

_USUAL = 0.5
_SIZE, _MARGIN = 1 / 16, 1 / 40  # of the shorter side
_FAINTEST, _STRONGEST = 0.35, 1.0  # opacity
_RIM_SIGMA, _RIM_GAIN, _RIM_MOST = 1 / 6, 2.8, 0.85  # the sigma in margins
_BRIGHT = 150.0
_WHITE = 255.0
_LITTLE = 1e-6
_AT_BOTTOM = frozenset({Corner.BOTTOM_RIGHT, Corner.BOTTOM_LEFT})
_AT_RIGHT = frozenset({Corner.BOTTOM_RIGHT, Corner.TOP_RIGHT})


@plain_errors()
def watermark(picture: bytes, text: str, corner: Corner = Corner.BOTTOM_RIGHT, strength: float | None = None) -> bytes:
    """Write `text` into a corner; `strength` 0..1 is how opaque. A PNG, the same but for the text and its rim.

    Raises BadPicture, and Refused for a text that cannot be written or has no room.
    """
    raster = decode(picture)
    height, width = raster.pixels.shape[:2]
    margin = max(2, round(_MARGIN * min(height, width)))
    ink = np.pad(_written(text, corner, width - 2 * margin, height - 2 * margin), margin).astype(np.float32) / _WHITE
    top = height - ink.shape[0] if corner in _AT_BOTTOM else 0
    left = width - ink.shape[1] if corner in _AT_RIGHT else 0
    place = (slice(top, top + ink.shape[0]), slice(left, left + ink.shape[1]))
    rim = np.minimum(_RIM_GAIN * blur(ink, _RIM_SIGMA * margin), _RIM_MOST)
    opacity = _FAINTEST + (_STRONGEST - _FAINTEST) * (_USUAL if strength is None else strength)
    marked = _stamped(raster, place, _toned(ink, raster.pixels[place]), opacity * np.maximum(ink, rim))
    return encode_like(marked, marked.pixels)


def _written(text: str, corner: Corner, width: int, height: int) -> Bytes:
    try:
        wording, font = font_for(text)
    except Unwritable as error:
        raise Refused(Reason.OPTION_INVALID, option="text", value=str(error)) from error
    align = "right" if corner in _AT_RIGHT else "left"
    write = partial(inscribe, font=font, size=_SIZE * min(height, width), room=(width, height // 2), align=align)
    ink = write(wording)
    if ink is None:
        most = bisect(range(1, len(wording)), False, key=lambda length: write(wording[:length]) is None)
        raise Refused(Reason.OPTION_TOO_LONG, option="text", length=len(text), most=most)
    return ink


def _toned(ink: Floats, ground: Bytes) -> Floats:
    """Bright letters with a dark rim, or the other way round on a bright ground."""
    return 255 * (1 - ink if luma_of(ground).mean() > _BRIGHT else ink)


def _stamped(raster: Raster, place: tuple[slice, slice], tone: Floats, cover: Floats) -> Raster:
    """`tone` over the picture. Porter and Duff, "Compositing Digital Images", 1984."""
    below = np.ones_like(cover) if raster.alpha is None else raster.alpha[place].astype(np.float32) / np.float32(_WHITE)
    seen = cover + below * (1 - cover)
    share = (cover / np.maximum(seen, _LITTLE))[..., None]
    pixels = raster.pixels.copy()
    pixels[place] = to_bytes(share * tone[..., None] + (1 - share) * pixels[place])
    if raster.alpha is None:
        return replace(raster, pixels=pixels)
    alpha = raster.alpha.copy()
    alpha[place] = to_bytes(_WHITE * seen)
    return replace(raster, pixels=pixels, alpha=alpha)
