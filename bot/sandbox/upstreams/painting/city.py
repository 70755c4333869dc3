"""A skyline with windows."""

import cv2
import numpy as np

from bot.sandbox.upstreams.painting.colours import Colour, mix
from bot.sandbox.upstreams.painting.scene import Hour, Motif
from bot.sandbox.upstreams.painting.view import View

_LAYERS = 3
_WINDOW_LIGHTS: tuple[Colour, ...] = ((1.0, 0.84, 0.48), (1.0, 0.93, 0.76), (0.55, 0.83, 0.95))


def paint_city(view: View) -> None:
    """Rows of houses on the ground line, the farthest first, and the street's haze between them."""
    chance = view.chance("city")
    ground = view.horizon if Motif.SEA in view.scene.motifs else view.height
    wanted = view.scene.colours.get(Motif.CITY)
    for layer in range(_LAYERS):
        share = layer / (_LAYERS - 1)
        tone = mix(mix(view.palette.far, view.palette.horizon, 0.45 * (1 - share)), view.palette.near, share * 0.9)
        tone = mix(tone, wanted, 0.4) if wanted else tone
        _row(view, chance, ground, share, tone)
        _haze(view, ground, 0.4 * (1 - share))


def _row(view: View, chance: np.random.Generator, ground: int, share: float, tone: Colour) -> None:
    left = -0.02 * view.width
    while left < view.width:
        width = view.unit * chance.uniform(6, 13) * (0.7 + 0.6 * share)
        height = ground * chance.uniform(0.22, 0.62) * (1.05 - 0.35 * share)
        shade = 0.85 + 0.3 * chance.random()
        red, green, blue = (min(part * shade, 1) for part in tone)
        _house(view, chance, (left, ground - height, left + width, ground), (red, green, blue), share)
        left += width * chance.uniform(0.8, 1.15)


def _house(
    view: View, chance: np.random.Generator, box: tuple[float, float, float, float], tone: Colour, share: float
) -> None:
    left, top, right, ground = (round(side) for side in box)
    cv2.rectangle(view.pixels, (left, top), (right, ground), tone, cv2.FILLED)
    sunny = left if view.light[0] < (left + right) / 2 else right - (right - left) // 4
    edge = mix(tone, view.palette.light, 0.16)
    cv2.rectangle(view.pixels, (sunny, top), (sunny + (right - left) // 4, ground), edge, cv2.FILLED)
    if chance.random() < 0.25:  # noqa: PLR2004 (a quarter of the houses)
        middle = (left + right) // 2
        cv2.line(view.pixels, (middle, top), (middle, top - round(5 * view.unit)), tone, max(1, round(view.unit / 3)))
    _windows(view, chance, (left, top, right, ground), tone, share)


def _windows(
    view: View, chance: np.random.Generator, box: tuple[int, int, int, int], tone: Colour, share: float
) -> None:
    left, top, right, ground = box
    step = max(2.0, view.unit * (1.3 + 1.1 * share))
    lit_share = {Hour.NIGHT: 0.5, Hour.DUSK: 0.3}.get(view.scene.hour, 0.08)
    dark = mix(tone, view.palette.zenith, 0.35)
    columns, floors = int((right - left - step) / step), int((ground - top - step) / (1.4 * step))
    lit = chance.random((max(floors, 0), max(columns, 0)))
    for floor, column in np.ndindex(lit.shape):
        x, y = left + step * (column + 0.75), top + 1.4 * step * (floor + 0.6)
        is_lit = lit[floor, column] < lit_share
        light = _WINDOW_LIGHTS[int(lit[floor, column] * 997) % len(_WINDOW_LIGHTS)]
        colour = mix(dark, light, 0.35 + 0.6 * share) if is_lit else dark
        corner = (round(x), round(y)), (round(x + 0.5 * step), round(y + 0.7 * step))
        cv2.rectangle(view.pixels, *corner, colour, cv2.FILLED)


def _haze(view: View, ground: int, strength: float) -> None:
    rows = np.arange(view.height, dtype=np.float32)[:, None] / ground
    mask = strength * np.clip((rows - 0.45) / 0.55, 0, 1) * (rows <= 1)
    view.lay(view.palette.horizon, np.asarray(np.broadcast_to(mask, view.pixels.shape[:2]), np.float32))
