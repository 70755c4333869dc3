"""Everything above the horizon."""

import cv2
import numpy as np

from bot.sandbox.upstreams.painting.colours import Colour, mix, ramp
from bot.sandbox.upstreams.painting.noise import field, smoothstep
from bot.sandbox.upstreams.painting.scene import Hour, Motif
from bot.sandbox.upstreams.painting.view import View
from bot.upstreams.local.raster import Floats

_PALE_YELLOW: Colour = (0.98, 0.93, 0.74)


def paint_sky(view: View) -> None:
    """The air, what shines in it, and the clouds."""
    _air(view)
    motifs, hour = view.scene.motifs, view.scene.hour
    if hour is Hour.NIGHT or Motif.STARS in motifs:
        _stars(view)
    if Motif.MOON in motifs or (hour is Hour.NIGHT and Motif.CITY not in motifs and Motif.STARS not in motifs):
        _moon(view)
    elif hour is not Hour.NIGHT and (Motif.SUN in motifs or hour is not Hour.DAY):
        _sun(view)
    if Motif.CLOUDS in motifs or view.brief.number("clouds") % 3:
        _clouds(view)


def _air(view: View) -> None:
    palette = view.palette
    shares = np.clip(np.linspace(0, view.height / view.horizon, view.height, dtype=np.float32), 0, 1)
    view.pixels[:] = ramp([palette.zenith, palette.sky, palette.horizon], shares)[:, None]


def _stars(view: View) -> None:
    chance = view.chance("stars")
    if Motif.STARS in view.scene.motifs:
        band = field(chance, (view.width, view.height), (3, 3), octaves=view.octaves)
        rows, columns = np.mgrid[0 : view.height, 0 : view.width].astype(np.float32)
        across = (rows / view.height - 0.75 + 0.7 * columns / view.width + 0.25 * (band - 0.5)) * 5
        haze = np.exp(-across * across) * smoothstep(0.3, 0.8, band)
        view.lay(mix(view.palette.horizon, (0.75, 0.65, 0.9), 0.5), 0.55 * np.asarray(haze, np.float32))
    for _ in range(420 if Motif.STARS in view.scene.motifs else 160):
        x, y, light = chance.random(3)
        place = x * view.width, y * y * view.horizon
        size = view.unit * (0.08 + 0.22 * light**6)
        view.dab(mix(view.palette.zenith, (1, 0.98, 0.94), 0.35 + 0.65 * light), place, (size, size))


def _moon(view: View) -> None:
    colour = view.scene.colours.get(Motif.MOON, _PALE_YELLOW)
    colour = mix(colour, (1, 1, 0.96), 0.25)
    radius = view.unit * 7
    view.glow(colour, view.light, radius * 2.4, 0.55)
    view.dab(colour, view.light, (radius, radius))
    chance = view.chance("craters")
    for _ in range(9):
        turn, away, size = chance.random(3)
        reach = radius * 0.72 * away**0.5
        place = view.light[0] + reach * np.cos(6.28 * turn), view.light[1] + reach * np.sin(6.28 * turn)
        crater = radius * (0.06 + 0.14 * size)
        view.dab(mix(colour, view.palette.sky, 0.13), place, (crater, crater * 0.95))


def _sun(view: View) -> None:
    colour = mix(view.scene.colours.get(Motif.SUN, view.palette.light), (1, 0.96, 0.82), 0.35)
    view.glow(colour, view.light, view.unit * 22, 0.75)
    view.dab(colour, view.light, (view.unit * 7, view.unit * 7))


def _clouds(view: View) -> None:
    chance = view.chance("cloud shapes")
    rows = max(view.horizon, 8)
    shape = field(chance, (view.width, rows), (3, 7), octaves=4)
    heavy = 0.12 if Motif.CLOUDS in view.scene.motifs else 0.0
    mask = smoothstep(0.52 - heavy, 0.78 - heavy, shape)
    lit = _relief(shape, from_left=view.light[0] < view.width / 2)
    colours = ramp([mix(view.palette.sky, view.palette.far, 0.55), view.palette.light], lit)
    view.lay(colours, 0.72 * mask)


def _relief(shape: Floats, *, from_left: bool) -> Floats:
    """How much each place faces the light."""
    soft = cv2.GaussianBlur(shape, (0, 0), 3)
    across, down = (np.asarray(cv2.Sobel(soft, cv2.CV_32F, *way, ksize=3), np.float32) for way in ((1, 0), (0, 1)))
    slope = across * (-1 if from_left else 1) - 2 * down
    return np.asarray(np.clip(0.6 - 5 * slope, 0, 1), np.float32)
