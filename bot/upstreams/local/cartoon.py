"""A photo as a cartoon."""

from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np

from bot.upstreams.local.bands import in_bands
from bot.upstreams.local.lines import draw_lines
from bot.upstreams.local.palette import from_lab, main_colours, nearest
from bot.upstreams.local.planes import fitted, luma_of, scaled_to
from bot.upstreams.local.raster import Bytes, Floats, decode, encode_like, plain_errors, to_bytes
from bot.upstreams.local.styles import CartoonStyle

_WORKING_SIDE = 1000
_SPECK = 120  # pixels of a stroke
_SHADOW = 125.0  # luma below which dots are printed
_DOT_SHADE = 0.72  # of the colour's light
_DOT_SHARES = (0.2, 0.5)  # of the surface, in half shade and in the dark


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recipe:
    """At most `colours`, `vivid` times as strong.

    `line`: the sigma of the ink's width, `dots`: the spacing of those printed in the shadows; in working pixels, 0 for
    none.
    """

    colours: int
    vivid: float
    line: float = 0
    dots: float = 0


_RECIPES = {
    CartoonStyle.BOLD: _Recipe(colours=14, vivid=1.3, line=2.2),
    CartoonStyle.FLAT: _Recipe(colours=16, vivid=1.2),
    CartoonStyle.COMIC: _Recipe(colours=9, vivid=1.5, line=1.6, dots=11),
}


@plain_errors()
def cartoon(picture: bytes, style: CartoonStyle = CartoonStyle.BOLD) -> bytes:
    """Even out surfaces, reduce the colours, draw the lines. A PNG of the picture's size. Raises BadPicture."""
    raster, recipe = decode(picture), _RECIPES[style]
    working = scaled_to(raster.pixels, _WORKING_SIDE)
    smooth = _even(working)
    colours = main_colours(smooth, recipe.colours)
    lines = to_bytes(255 * _lines(working, recipe))
    sheet = max(raster.pixels, working, key=lambda each: each.shape[0])  # printed large and shrunk, edges are smooth
    smooth, lines = fitted(smooth, sheet), fitted(lines, sheet)
    spacing = recipe.dots * sheet.shape[0] / working.shape[0]
    rows = np.arange(sheet.shape[0], dtype=np.float32)[:, None]
    work = partial(_print, colours=colours, inks=_inks(colours, recipe.vivid), spacing=spacing)
    printed = in_bands(work, smooth, lines, rows, margin=0)
    return encode_like(raster, fitted(printed, raster.pixels))


def _even(pixels: Bytes) -> Bytes:
    """Surfaces without their texture. Comaniciu and Meer, "Mean Shift", 2002."""
    quiet = cv2.bilateralFilter(cv2.medianBlur(pixels, 5), 7, 30, 5)
    return np.asarray(cv2.medianBlur(cv2.pyrMeanShiftFiltering(quiet, 10, 22), 5), np.uint8)


def _inks(colours: Floats, vivid: float) -> Bytes:
    """What the colours are printed with."""
    stronger = colours * np.array([1, vivid, vivid], np.float32)
    return to_bytes(255 * from_lab(stronger[None])[0])


def _lines(pixels: Bytes, recipe: _Recipe) -> Floats:
    if not recipe.line:
        return np.zeros(pixels.shape[:2], np.float32)
    return draw_lines(pixels, sigma=recipe.line, smallest=_SPECK)


def _print(smooth: Bytes, lines: Bytes, rows: Floats, *, colours: Floats, inks: Bytes, spacing: float) -> Bytes:
    coloured = inks[nearest(smooth, colours)].astype(np.float32)
    if spacing:
        coloured *= _dots(luma_of(smooth), rows, spacing)[..., None]
    return to_bytes(coloured * (1 - lines[..., None] / np.float32(255)))


def _dots(luma: Floats, rows: Floats, spacing: float) -> Floats:
    """By what to darken: round dots on a grid at 45 degrees, the larger the darker it is there."""
    step = np.float32(np.pi / spacing)
    columns = np.arange(luma.shape[1], dtype=np.float32)
    hills = (np.cos((columns + rows) * step) * np.cos((columns - rows) * step) + 1) / 2
    shade = np.clip(1 - luma / _SHADOW, 0, 1)
    share = np.where(shade > 0, np.interp(shade, (0, 1), _DOT_SHARES), 0)
    ink = np.clip((hills - (1 - share)) * spacing / 2, 0, 1)
    return np.asarray(1 - (1 - _DOT_SHADE) * ink, np.float32)
