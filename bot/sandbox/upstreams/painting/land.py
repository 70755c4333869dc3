"""Ridge behind ridge, each nearer and darker."""

from dataclasses import dataclass

import cv2
import numpy as np

from bot.sandbox.upstreams.painting.colours import Colour, mix
from bot.sandbox.upstreams.painting.noise import field, line, smoothstep
from bot.sandbox.upstreams.painting.scene import Motif
from bot.sandbox.upstreams.painting.view import View
from bot.upstreams.local.raster import Floats

_SAND: Colour = (0.87, 0.66, 0.42)
_MEADOW: Colour = (0.36, 0.55, 0.27)
_SNOW: Colour = (0.95, 0.97, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ridges:
    """`count` lines from `top` to `bottom`, `height` high: in shares of the picture's height."""

    name: str
    count: int
    top: float
    bottom: float
    height: float
    cells: float
    roughness: float
    trees: float = 0
    rock: float = 0.12

    @property
    def is_snowy(self) -> bool:
        """Whether the tops are white: on what is all rock."""
        return self.rock == 1


def paint_land(view: View) -> None:
    """What the scene has of it, the farthest first."""
    motifs, horizon = view.scene.motifs, view.horizon / view.height
    if Motif.MOUNTAINS in motifs:
        ridges = Ridges(
            name="mountains", count=3, top=horizon, bottom=horizon + 0.1, height=0.5, cells=2, roughness=0.42, rock=1
        )
        _paint(view, ridges)
    if Motif.HILLS in motifs or Motif.FLOWERS in motifs:
        hills = Ridges(name="hills", count=4, top=horizon + 0.02, bottom=0.92, height=0.16, cells=2, roughness=0.3)
        _paint(view, hills, colour=view.scene.colours.get(Motif.HILLS, _MEADOW))
    if Motif.DESERT in motifs:
        dunes = Ridges(name="dunes", count=4, top=horizon + 0.02, bottom=0.95, height=0.2, cells=2, roughness=0.22)
        _paint(view, dunes, colour=view.scene.colours.get(Motif.DESERT, _SAND))
    if Motif.FOREST in motifs:
        trees = Ridges(
            name="forest", count=5, top=horizon, bottom=0.99, height=0.12, cells=2, roughness=0.4, trees=0.26, rock=0
        )
        _paint(view, trees, colour=view.scene.colours.get(Motif.FOREST))


def _paint(view: View, ridges: Ridges, *, colour: Colour | None = None) -> None:
    chance, palette = view.chance(ridges.name), view.palette
    near = palette.near if colour is None else mix(palette.near, colour, 0.62)
    far = palette.far if colour is None else mix(palette.far, colour, 0.3)
    relief = _relief(view, ridges)
    for number in range(ridges.count):
        share = number / max(ridges.count - 1, 1)
        base = ridges.top + (ridges.bottom - ridges.top) * share**1.2
        height = ridges.height * (1 - 0.45 * share if not ridges.trees else 1)
        profile = line(
            chance, view.width, ridges.cells * (1 + 0.4 * number), octaves=view.octaves + 2, roughness=ridges.roughness
        )
        crest = base - height * (1 - np.abs(2 * profile - 1) if ridges.is_snowy else profile)
        if ridges.trees:
            crest -= _trees(chance, view.width, ridges.trees * (0.35 + 0.65 * share), view.width / view.height)
        tone = mix(mix(far, palette.horizon, 0.35 * (1 - share)), near, share**0.8)
        _ridge(view, crest * view.height, tone, relief, mist=0.5 * (1 - share), is_snowy=ridges.is_snowy)


def _ridge(view: View, crest: Floats, tone: Colour, relief: Floats, *, mist: float, is_snowy: bool) -> None:
    """Solid below the crest line (a row per column), lighter where it faces the light, misty further down."""
    top = int(np.clip(crest.min() - 1, 0, view.height - 1))
    bottom = max(view.horizon if Motif.SEA in view.scene.motifs else view.height, top + 1)
    below = np.arange(top, bottom, dtype=np.float32)[:, None] - crest[None]
    depth = below / view.height
    slope = relief[top:bottom]
    colour = np.asarray(tone, np.float32) * (1 + slope)[..., None]
    if is_snowy:
        high = smoothstep(0.7, 0.4, np.asarray(crest / view.horizon, np.float32))[None]
        cap = smoothstep(0.16, 0.02, np.asarray(depth + 0.12 * slope, np.float32)) * high
        white = np.asarray(mix(_SNOW, view.palette.light, 0.4), np.float32) * (0.92 + 0.5 * slope)[..., None]
        colour += (white - colour) * (0.9 * cap)[..., None]
    colour += (np.asarray(view.palette.horizon, np.float32) - colour) * (np.clip(depth * 2.2, 0, 1) * mist)[..., None]
    view.lay(np.clip(colour, 0, 1), np.clip(below, 0, 1), top=top)


def _relief(view: View, ridges: Ridges) -> Floats:
    """How much lighter or darker each place is for facing the light or not."""
    if not ridges.rock:
        return np.zeros(view.pixels.shape[:2], np.float32)
    rock = field(view.chance(f"{ridges.name} rock"), (view.width, view.height), (7, 5), octaves=view.octaves)
    towards = 1 if view.light[0] > view.width / 2 else -1
    slope = np.asarray(cv2.Sobel(rock, cv2.CV_32F, 1, 0, ksize=3), np.float32)
    return np.asarray(np.clip(slope * (-towards * ridges.rock * view.unit), -0.3, 0.3), np.float32)


def _trees(chance: np.random.Generator, width: int, height: float, aspect: float) -> Floats:
    """A saw of conifers: how far each column stands above the ground."""
    columns = np.linspace(0, aspect, width, dtype=np.float32)
    crown = np.zeros(width, np.float32)
    for _ in range(int(5 * aspect / height)):
        place, size = chance.uniform(0, aspect), height * chance.uniform(0.45, 1)
        away = np.abs(columns - np.float32(place)) / np.float32(size)
        tier = np.abs((away * 40) % 2 - 1)
        crown = np.maximum(crown, size * (1 - 4.4 * away - 0.16 * tier * np.minimum(20 * away, 1)))
    return crown
