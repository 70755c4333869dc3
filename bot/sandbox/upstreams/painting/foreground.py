"""What stands in front: flowers, birds, a boat, rain and snow."""

import cv2
import numpy as np

from bot.sandbox.upstreams.painting.colours import Colour, mix, turn
from bot.sandbox.upstreams.painting.scene import Motif
from bot.sandbox.upstreams.painting.view import View

_PETALS = 6
_FLOWERS = 130


def paint_foreground(view: View) -> None:
    """In the order in which one covers the other."""
    motifs = view.scene.motifs
    for motif, paint in (
        (Motif.BOAT, _boat),
        (Motif.FLOWERS, _flowers),
        (Motif.BIRDS, _birds),
        (Motif.RAIN, _rain),
        (Motif.SNOW, _snow),
    ):
        if motif in motifs:
            paint(view)


def _flowers(view: View) -> None:
    chance = view.chance("flowers")
    wanted = view.scene.colours.get(Motif.FLOWERS)
    nearness = np.sort(chance.random(_FLOWERS) ** 1.6)
    for near in nearness:
        x = chance.uniform(-0.02, 1.02) * view.width
        y = view.horizon + (view.height * 1.02 - view.horizon) * (0.12 + 0.88 * near)
        size = view.unit * (0.6 + 3.6 * near)
        colour = turn(wanted or view.palette.accent, hue=chance.uniform(-0.06, 0.06) * (1 if wanted else 3))
        colour = mix(mix(colour, view.palette.light, 0.25 * chance.random()), view.palette.far, 0.35 * (1 - near))
        _stem(view, (x, y), size)
        _flower(view, chance, (x, y), size, colour)


def _stem(view: View, place: tuple[float, float], size: float) -> None:
    start = round(place[0]), round(place[1])
    end = round(place[0] + 0.4 * size), round(place[1] + 4 * size)
    green = mix(view.palette.near, (0.30, 0.50, 0.24), 0.6)
    cv2.line(view.pixels, start, end, green, max(1, round(size / 5)), cv2.LINE_AA)


def _flower(view: View, chance: np.random.Generator, place: tuple[float, float], size: float, colour: Colour) -> None:
    first, flat = chance.uniform(0, 60), chance.uniform(0.55, 0.95)
    for petal in range(_PETALS):
        angle = first + 360 / _PETALS * petal
        reach = size * 0.75
        centre = place[0] + reach * np.cos(np.deg2rad(angle)), place[1] + flat * reach * np.sin(np.deg2rad(angle))
        shade = mix(colour, (1, 1, 1), 0.12) if petal % 2 else mix(colour, view.palette.near, 0.12)
        view.dab(shade, centre, (size * 0.62, size * 0.4 * flat), angle)
    view.dab(mix((0.98, 0.80, 0.30), colour, 0.15), place, (size * 0.34, size * 0.34 * flat))


def _birds(view: View) -> None:
    chance = view.chance("birds")
    for _ in range(9):
        x, y, size = chance.uniform(0.1, 0.9), chance.uniform(0.08, 0.75), chance.uniform(1.0, 2.6)
        middle, span = np.array([x * view.width, y * view.horizon]), size * view.unit
        lift = chance.uniform(0.3, 0.7)
        wings = middle + span * np.array([(-1.6, 0.1), (-0.8, -lift), (0, 0.05), (0.8, -lift), (1.6, 0.1)])
        colour = mix(view.palette.near, view.scene.colours.get(Motif.BIRDS, view.palette.near), 0.7)
        thickness = max(1, round(span / 4))
        cv2.polylines(view.pixels, [wings.round().astype(np.int32)], False, colour, thickness, cv2.LINE_AA)


def _boat(view: View) -> None:
    chance = view.chance("boat")
    x = view.width * chance.uniform(0.25, 0.75)
    y = view.horizon + (view.height - view.horizon) * chance.uniform(0.16, 0.34)
    size = view.unit * 8
    hull = np.array([(-1.1, 0), (1.1, 0), (0.75, 0.42), (-0.75, 0.42)])
    sails = (
        np.array([(0.05, -0.12), (0.05, -2.1), (1.0, -0.12)]),
        np.array([(-0.08, -0.12), (-0.08, -1.6), (-0.8, -0.12)]),
    )
    white = mix((0.97, 0.95, 0.90), view.palette.sky, 0.2)
    sail = mix(white, view.scene.colours.get(Motif.BOAT, white), 0.85)
    for shape, colour in ((hull, mix(view.palette.near, (0.35, 0.2, 0.15), 0.5)), *((each, sail) for each in sails)):
        points = (np.array([x, y]) + size * shape).round().astype(np.int32)
        cv2.fillPoly(view.pixels, [points], colour, cv2.LINE_AA)
    view.dab(mix(view.palette.near, sail, 0.3), (x, y + size * 0.55), (size * 1.1, size * 0.09))


def _rain(view: View) -> None:
    chance = view.chance("rain")
    drops = np.zeros(view.pixels.shape[:2], np.float32)
    for x, y, size in chance.random((500, 3)).tolist():
        left, top, length = x * 1.1 * view.width, y * view.height, view.unit * (2 + 4 * size)
        start, end = (round(left), round(top)), (round(left - 0.22 * length), round(top + length))
        cv2.line(drops, start, end, 0.2 + 0.35 * size, 1, cv2.LINE_AA)
    view.lay(mix(view.palette.light, (0.8, 0.87, 0.95), 0.6), drops)


def _snow(view: View) -> None:
    chance = view.chance("snow")
    for x, y, size in chance.random((260, 3)):
        radius = view.unit * (0.15 + 0.75 * size**3)
        view.dab((0.96, 0.97, 1.0), (x * view.width, y * view.height), (radius, radius))
