"""Pictures of nothing: lines that follow a field of directions."""

import cv2
import numpy as np

from bot.sandbox.upstreams.painting.colours import mix, ramp
from bot.sandbox.upstreams.painting.noise import field
from bot.sandbox.upstreams.painting.view import View
from bot.upstreams.local.raster import Floats

_STEPS = 34


def paint_flow(view: View) -> None:
    """A soft ground, and strands on it that bend together."""
    chance = view.chance("flow")
    ground = field(chance, (view.width, view.height), (2, 2), octaves=2)
    palette = view.palette
    view.pixels[:] = ramp([palette.zenith, palette.sky, palette.horizon], ground)
    count = 260 + 14 * min(view.brief.steps, 50)
    _discs(view, chance)
    for paths, width, lift in ((count // 6, 2.4, 0.0), (count // 2, 1.0, 0.3), (count, 0.35, 0.6)):
        _strands(view, chance, paths, width * view.unit, lift)


def _strands(view: View, chance: np.random.Generator, count: int, width: float, lift: float) -> None:
    angle = 3 * np.pi * field(np.random.default_rng(view.brief.number("field")), (96, 96), (3, 3), octaves=2)
    places = chance.random((count, 2)).astype(np.float32)
    paths = _follow(places, angle)
    palette = view.palette
    colours = ramp([palette.far, palette.near, palette.accent, palette.light], chance.random(count).astype(np.float32))
    scale = np.array([view.width, view.height], np.float32) * 16
    for path, colour in zip((paths * scale).round().astype(np.int32), colours, strict=True):
        red, green, blue = (float(part) for part in colour)
        tone = mix((red, green, blue), palette.light, lift * 0.4)
        cv2.polylines(view.pixels, [path], False, tone, max(1, round(width)), cv2.LINE_AA, 4)


def _follow(places: Floats, angle: Floats) -> Floats:
    """So many steps from each place along the field: paths by steps by two, in shares of the sides."""
    paths = [places]
    for _ in range(_STEPS):
        cells = np.clip(places * 95, 0, 95).astype(int)
        turn = angle[cells[:, 1], cells[:, 0]]
        places = np.asarray(places + 0.011 * np.stack([np.cos(turn), np.sin(turn)], 1), np.float32)
        paths.append(places)
    return np.stack(paths, 1)


def _discs(view: View, chance: np.random.Generator) -> None:
    for _ in range(int(chance.integers(1, 4))):
        x, y, size = chance.random(3)
        centre, radius = (x * view.width, y * view.height), view.unit * (4 + 14 * size)
        view.dab(view.palette.accent if size > 0.5 else view.palette.light, centre, (radius, radius))  # noqa: PLR2004
