"""A picture in the colours of another one, or of a palette."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.upstreams.local.colouring import Colouring, by_palette, by_statistics
from bot.upstreams.local.cube import change_colours
from bot.upstreams.local.palette import from_lab, grouped, to_lab
from bot.upstreams.local.planes import shrunk
from bot.upstreams.local.raster import Bytes, Floats, decode, encode, plain_errors

_SAMPLE_SIDE = 400
_COLOURLESS = 4.0  # chroma that hardly anybody sees
_TONES = 5  # of a reference, for a picture without colours


@plain_errors()
def recolor(
    picture: bytes, *, reference: bytes | None = None, colours: Sequence[str] = (), strength: float = 0.8
) -> bytes:
    """Give `picture` the colours of `reference`, or else of `colours` (RRGGBB, 1 to 7); `strength` 0..1. A PNG.

    Raises BadPicture, and Refused for a reference without colours.
    """
    raster = decode(picture)
    own = _sample(raster.pixels)
    colouring = by_palette(own, _parsed(colours)) if reference is None else _by_reference(own, reference)
    work = partial(_mixed, colouring=colouring, strength=strength)
    return encode(change_colours(raster.pixels, work), raster.alpha)


def _by_reference(own: Floats, reference: bytes) -> Colouring:
    theirs = _sample(decode(reference).pixels)
    if _is_colourless(theirs):
        raise Refused(Reason.WITHOUT_COLOUR, slot="reference")
    return by_palette(own, grouped(theirs, _TONES)) if _is_colourless(own) else by_statistics(own, theirs)


def _mixed(bgr: Floats, *, colouring: Colouring, strength: float) -> Floats:
    lab = to_lab(bgr)
    return from_lab(lab + np.float32(strength) * (colouring(lab) - lab))


def _sample(pixels: Bytes) -> Floats:
    return to_lab(shrunk(pixels, _SAMPLE_SIDE)).reshape(-1, 3)


def _is_colourless(lab: Floats) -> bool:
    return bool(np.percentile(np.hypot(lab[:, 1], lab[:, 2]), 95) < _COLOURLESS)


def _parsed(colours: Sequence[str]) -> Floats:
    """In L*a*b*, darkest first."""
    bgr = np.array([list(bytes.fromhex(colour))[::-1] for colour in colours], np.uint8)
    lab = to_lab(bgr[None])[0]
    return np.asarray(lab[np.argsort(lab[:, 0])], np.float32)
