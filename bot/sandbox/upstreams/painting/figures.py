"""Somebody in front of the scene, cut from paper: a bust without features, or a cat that looks at the view."""

import cv2
import numpy as np
import numpy.typing as npt

from bot.sandbox.upstreams.painting.colours import Colour, mix, turn
from bot.sandbox.upstreams.painting.scene import Motif
from bot.sandbox.upstreams.painting.view import View

Shape = npt.NDArray[np.float64]
"""Points by two."""

_SKINS: tuple[Colour, ...] = ((0.96, 0.82, 0.72), (0.87, 0.68, 0.54), (0.62, 0.43, 0.32), (0.42, 0.29, 0.22))
_HAIRS: tuple[Colour, ...] = ((0.13, 0.10, 0.10), (0.35, 0.21, 0.13), (0.80, 0.62, 0.34), (0.60, 0.24, 0.15))


def paint_figures(view: View) -> None:
    """Whoever the scene names."""
    if Motif.FIGURE in view.scene.motifs:
        _bust(view)
    if Motif.CAT in view.scene.motifs:
        _cat(view)


def _bust(view: View) -> None:
    chance = view.chance("figure")
    skin = _SKINS[chance.integers(len(_SKINS))]
    hair = _HAIRS[chance.integers(len(_HAIRS))]
    coat = view.scene.colours.get(Motif.FIGURE, turn(view.palette.accent, saturation=0.9))
    x, size = view.width * chance.uniform(0.42, 0.58), view.unit * 19
    y = view.height - size * 2.35
    shade = mix(skin, view.palette.near, 0.28)
    _hair_behind(view, (x, y), size, hair, long=bool(chance.random() < 0.7))  # noqa: PLR2004 (most wear it long)
    view.dab(mix(coat, view.palette.near, 0.15), (x, y + 3.0 * size), (1.95 * size, 1.55 * size))
    view.dab(coat, (x - 0.08 * size, y + 3.06 * size), (1.75 * size, 1.45 * size))
    _polygon(view, shade, (x, y), size, [(-0.3, 0.6), (0.3, 0.6), (0.42, 1.75), (0, 1.98), (-0.42, 1.75)])
    view.dab(skin, (x, y), (0.78 * size, size))
    view.dab(mix(skin, (0.93, 0.45, 0.42), 0.35), (x - 0.36 * size, y + 0.34 * size), (0.17 * size, 0.11 * size))
    view.dab(mix(skin, (0.93, 0.45, 0.42), 0.35), (x + 0.36 * size, y + 0.34 * size), (0.17 * size, 0.11 * size))
    _features(view, (x, y), size, hair)
    _fringe(view, (x, y), size, hair, side=chance.uniform(-0.3, 0.3))


def _features(view: View, centre: tuple[float, float], size: float, hair: Colour) -> None:
    (x, y), dark = centre, mix(hair, (0.1, 0.08, 0.1), 0.7)
    for side in (-1, 1):
        view.dab(dark, (x + side * 0.32 * size, y + 0.1 * size), (0.085 * size, 0.12 * size))
        view.dab((1, 1, 1), (x + side * 0.32 * size + 0.03 * size, y + 0.06 * size), (0.03 * size, 0.035 * size))
        brow = np.array([(side * 0.2, -0.2), (side * 0.34, -0.24), (side * 0.47, -0.15)]) * size + np.array(centre)
        _stroke(view, brow, dark, size * 0.05)
    mouth = np.array([(-0.16, 0.5), (0, 0.56), (0.16, 0.5)]) * size + np.array(centre)
    _stroke(view, mouth, mix((0.75, 0.3, 0.3), dark, 0.2), size * 0.06)


def _hair_behind(view: View, centre: tuple[float, float], size: float, hair: Colour, *, long: bool) -> None:
    x, y = centre
    deep = mix(hair, view.palette.near, 0.35)
    view.dab(deep, (x, y - 0.12 * size), (1.02 * size, 1.12 * size))
    if long:
        _polygon(
            view, deep, centre, size, [(-1.0, -0.2), (1.0, -0.2), (1.2, 1.9), (0.5, 2.2), (-0.5, 2.2), (-1.2, 1.9)]
        )


def _fringe(view: View, centre: tuple[float, float], size: float, hair: Colour, *, side: float) -> None:
    turns = np.linspace(np.pi, 2 * np.pi, 24)
    outside = np.stack([0.9 * np.cos(turns), 1.12 * np.sin(turns) - 0.02], 1)
    inside = np.array([(0.78, -0.22), (0.45 + side, -0.52), (side, -0.42), (-0.4 + side, -0.5), (-0.78, -0.2)])
    shape = [(float(x), float(y)) for x, y in np.concatenate([outside, inside])]
    _polygon(view, hair, centre, size, shape)
    light = mix(hair, view.palette.light, 0.35)
    gleam = np.array([(-0.5, -0.82), (-0.2, -0.95), (0.15, -0.95)]) * size + np.array(centre)
    _stroke(view, gleam, light, size * 0.07)


def _cat(view: View) -> None:
    chance = view.chance("cat")
    fur = mix(view.palette.near, view.scene.colours.get(Motif.CAT, view.palette.near), 0.8)
    rim = mix(fur, view.palette.light, 0.35)
    x, size = view.width * chance.uniform(0.3, 0.7), view.unit * 11
    y = view.height - size * 0.2
    for colour, grown in ((rim, 0.06), (fur, 0.0)):
        view.dab(colour, (x, y - 1.1 * size), ((0.95 + grown) * size, (1.35 + grown) * size))
        view.dab(colour, (x, y - 2.75 * size), ((0.72 + grown) * size, (0.62 + grown) * size))
        for ear in (-1, 1):
            shape = [(ear * (0.66 + grown), -2.9), (ear * (0.58 + grown), -3.75 - grown), (ear * 0.12, -3.2)]
            _polygon(view, colour, (x, y), size, shape)
        turns = np.linspace(0, 1, 20)
        tail = np.stack([0.8 + 1.2 * turns, 0.05 - 0.9 * turns**2 + 0.35 * np.sin(5 * turns)], 1)
        _stroke(view, tail * size + np.array([x, y - 0.2 * size]), colour, size * (0.3 + 2 * grown))


def _polygon(
    view: View, colour: Colour, centre: tuple[float, float], size: float, shape: list[tuple[float, float]]
) -> None:
    points = (np.array(centre) + size * np.array(shape)) * 16
    cv2.fillPoly(view.pixels, [points.round().astype(np.int32)], colour, cv2.LINE_AA, 4)


def _stroke(view: View, points: Shape, colour: Colour, width: float) -> None:
    places = (points * 16).round().astype(np.int32)
    cv2.polylines(view.pixels, [places], False, colour, max(1, round(width)), cv2.LINE_AA, 4)
