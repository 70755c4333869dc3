"""Changing each colour by a table, as film labs do."""

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageFilter

from bot.upstreams.local.raster import Bytes, Floats

_SIDE = 65


def change_colours(pixels: Bytes, work: Callable[[Floats], Floats]) -> Bytes:
    """BGR pixels after `work`, which turns BGR pixels (floats of 0..1) into others.

    It is asked for a grid of 65 in each direction; what lies between is interpolated.
    """
    steps = np.linspace(0, 1, _SIDE, dtype=np.float32)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")  # red varies fastest, as Pillow wants it
    made = np.clip(work(np.stack([blue, green, red], -1).reshape(1, -1, 3)), 0, 1)
    table = ImageFilter.Color3DLUT(_SIDE, made[..., ::-1].ravel())
    changed = Image.fromarray(pixels[..., ::-1].copy()).filter(table)
    return np.ascontiguousarray(np.asarray(changed)[..., ::-1])
