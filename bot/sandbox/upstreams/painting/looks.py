"""What can be said of a picture without understanding it."""

from dataclasses import dataclass

import cv2
import numpy as np

from bot.sandbox.upstreams.painting.fitting import shrink
from bot.upstreams.local.faces import find_faces
from bot.upstreams.local.raster import Bytes, decode, plain_errors

_WORKING_SIDE = 256
_HUES = ((8, "red"), (20, "orange"), (33, "yellow"), (78, "green"), (98, "turquoise"), (128, "blue"), (150, "purple"))
_GREYS = ((50, "black"), (110, "dark grey"), (190, "grey"), (256, "white"))
_COLOURFUL = 45
_MAIN_SHARE = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """Sides in pixels; `light` and `saturation` 0..255, `detail` the share of pixels on an edge, `tones` how many."""

    width: int
    height: int
    faces: int
    colours: tuple[str, ...]
    light: float
    saturation: float
    detail: float
    tones: int


@plain_errors()
def look(picture: bytes) -> Looks:
    """Raises BadPicture."""
    pixels = decode(picture).pixels
    small = shrink(pixels, _WORKING_SIDE)
    hsv = cv2.cvtColor(small, cv2.COLOR_BGR2HSV).reshape(-1, 3)
    return Looks(
        width=pixels.shape[1],
        height=pixels.shape[0],
        faces=len(find_faces(pixels)),
        colours=_main_colours(np.asarray(hsv, np.uint8)),
        light=float(hsv[:, 2].mean()),
        saturation=float(hsv[:, 1].mean()),
        detail=float((cv2.Canny(small, 60, 140) > 0).mean()),
        tones=int(np.unique(small.reshape(-1, 3) // 16, axis=0).shape[0]),
    )


def _main_colours(hsv: Bytes) -> tuple[str, ...]:
    """At most three names, the most frequent first."""
    names = [_name(hue, saturation, value) for hue, saturation, value in hsv[:: max(len(hsv) // 2000, 1)].tolist()]
    ranked = sorted({*names}, key=lambda name: (-names.count(name), name))
    main = [name for name in ranked if names.count(name) >= _MAIN_SHARE * len(names)]
    return tuple((main or ranked)[:3])


def _name(hue: int, saturation: int, value: int) -> str:
    if saturation < _COLOURFUL or value < _GREYS[0][0]:
        return next(name for limit, name in _GREYS if value < limit)
    return next((name for limit, name in _HUES if hue < limit), "pink" if hue < 172 else "red")  # noqa: PLR2004 (hue)
