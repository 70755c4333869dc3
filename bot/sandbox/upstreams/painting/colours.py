"""Colours, as red, green and blue in 0..1."""

import colorsys

import numpy as np

from bot.upstreams.local.raster import Floats

Colour = tuple[float, float, float]

NAMED: dict[str, Colour] = {
    "red": (0.80, 0.16, 0.17),
    "crimson": (0.70, 0.08, 0.20),
    "orange": (0.95, 0.52, 0.16),
    "yellow": (0.97, 0.83, 0.29),
    "gold": (0.90, 0.70, 0.24),
    "golden": (0.90, 0.70, 0.24),
    "green": (0.24, 0.56, 0.32),
    "emerald": (0.10, 0.55, 0.42),
    "turquoise": (0.20, 0.71, 0.70),
    "teal": (0.08, 0.48, 0.50),
    "blue": (0.16, 0.36, 0.72),
    "indigo": (0.24, 0.20, 0.56),
    "purple": (0.47, 0.24, 0.62),
    "violet": (0.51, 0.32, 0.76),
    "lavender": (0.69, 0.62, 0.87),
    "pink": (0.93, 0.55, 0.66),
    "rose": (0.87, 0.44, 0.51),
    "brown": (0.45, 0.31, 0.22),
    "beige": (0.87, 0.79, 0.65),
    "white": (0.95, 0.95, 0.95),
    "silver": (0.74, 0.77, 0.81),
    "grey": (0.52, 0.54, 0.57),
    "gray": (0.52, 0.54, 0.57),
    "black": (0.08, 0.08, 0.11),
}


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """The first at 0, the second at 1."""
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def turn(colour: Colour, *, hue: float = 0, saturation: float = 1, value: float = 1) -> Colour:
    """`hue` is added, in turns of the wheel; the others multiply."""
    h, s, v = colorsys.rgb_to_hsv(*colour)
    return colorsys.hsv_to_rgb((h + hue) % 1, min(s * saturation, 1), min(v * value, 1))


def lightness(colour: Colour) -> float:
    """How light it looks."""
    red, green, blue = colour
    return 0.3 * red + 0.59 * green + 0.11 * blue


def ramp(colours: list[Colour], shares: Floats) -> Floats:
    """The colours at even steps from 0 to 1, blended between; any shape in, that shape with a colour each out."""
    stops = np.linspace(0, 1, len(colours))
    table = np.array(colours, np.float32)
    steps = np.linspace(0, 1, 1024)
    lookup = np.stack([np.interp(steps, stops, table[:, channel]) for channel in range(3)], 1).astype(np.float32)
    return np.asarray(lookup[(np.clip(shares, 0, 1) * 1023).astype(np.int16)], np.float32)
