"""More pixels, and the sharpness that the lens and the smaller picture lost."""

import math

import cv2
import numpy as np

from bot.upstreams.local.filters import blur, restrain, structure
from bot.upstreams.local.raster import Floats

MAX_OUTPUT_PIXELS = 16_000_000
_FACTOR = 2.0
_GRID = 0.45  # pixels of the input

Size = tuple[int, int]
"""Width and height in pixels, as OpenCV orders them."""


def output_size(width: int, height: int) -> Size:
    """Both sides doubled, or less where that would exceed 16 MP; a picture beyond that comes out smaller."""
    factor = min(_FACTOR, math.sqrt(MAX_OUTPUT_PIXELS / (width * height)))
    return max(1, int(width * factor)), max(1, int(height * factor))


def resize(plane: Floats, size: Size) -> Floats:
    """Scale smoothly, in either direction."""
    shrinks = size[0] < plane.shape[1]
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC))


def super_sample(luma: Floats, size: Size, *, psf: float, passes: int) -> Floats:
    """Enlarge so that the result, blurred by `psf` (sigma in output pixels) and shrunk, gives the input again.

    Flat parts are merely enlarged: there is nothing to win there but noise.
    Iterative back-projection: Irani and Peleg, "Improving resolution by image registration", 1991.
    """
    plain = resize(luma, size)
    grid = _GRID * size[0] / luma.shape[1]
    fine = plain
    for _ in range(passes):
        missing = luma - cv2.resize(blur(fine, psf), luma.shape[::-1], interpolation=cv2.INTER_AREA)
        fine = fine + blur(resize(missing, size), grid)  # without the blur the pixel grid of the input shows
    return restrain(plain + structure(plain, level=2) * (fine - plain), like=plain, overshoot=8)
