"""A sea that shows what is above it."""

import cv2
import numpy as np

from bot.sandbox.upstreams.painting.colours import Colour, mix
from bot.sandbox.upstreams.painting.noise import field, smoothstep
from bot.sandbox.upstreams.painting.scene import Hour, Motif
from bot.sandbox.upstreams.painting.view import View
from bot.upstreams.local.raster import Floats

_BLUE: Colour = (0.09, 0.30, 0.46)


def paint_water(view: View) -> None:
    """From the horizon down: a mirrored, rippled, tinted picture of what is above, and glitter under the light."""
    rows = view.height - view.horizon
    depth = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    waves = _waves(view, rows)
    above = _mirror(view, waves, depth)
    colour = view.scene.colours.get(Motif.SEA, _BLUE)
    deep = mix(colour, view.palette.near, 0.6 if view.scene.hour is Hour.NIGHT else 0.15)
    share = np.clip(0.3 + 0.4 * depth + 0.7 * (0.5 - waves), 0, 1)[..., None]
    above += (np.asarray(deep, np.float32) - above) * share
    view.pixels[view.horizon :] = above
    _glitter(view, waves, depth)


def _waves(view: View, rows: int) -> Floats:
    """Long crests, 0..1, closer together towards the horizon."""
    flat = field(view.chance("water"), (view.width, max(rows * 2, 16)), (4, 60), octaves=3)
    steps = np.linspace(0, 1, rows, dtype=np.float32) ** 0.5 * (flat.shape[0] - 1)
    return np.asarray(flat[steps.astype(int)], np.float32)


def _mirror(view: View, waves: Floats, depth: Floats) -> Floats:
    reach = (waves - 0.5) * (0.1 + depth) * view.unit
    down = view.horizon * (1 - 0.92 * depth) + 10 * reach
    along = np.arange(view.width, dtype=np.float32)[None] + 7 * reach
    places = np.asarray(along, np.float32), np.clip(down, 0, view.horizon - 1).astype(np.float32)
    return np.asarray(cv2.remap(view.pixels, *places, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.float32)


def _glitter(view: View, waves: Floats, depth: Floats) -> None:
    away = np.abs(np.arange(view.width, dtype=np.float32)[None] - view.light[0]) / view.unit
    lane = np.exp(-((away / (5 + 26 * depth)) ** 2))
    sparks = smoothstep(0.54, 0.72, waves) * lane
    colour = view.scene.colours.get(Motif.MOON, view.palette.light)
    view.lay(mix(colour, (1, 1, 0.95), 0.3), np.asarray(0.85 * sparks, np.float32), top=view.horizon)
