"""A picture in the making."""

from dataclasses import dataclass

import cv2
import numpy as np

from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.colours import Colour
from bot.sandbox.upstreams.painting.palette import Palette
from bot.sandbox.upstreams.painting.scene import Scene
from bot.upstreams.local.raster import Floats


@dataclass(slots=True, kw_only=True)
class View:
    """`pixels` are height by width by RGB in 0..1, `horizon` is a row, `light` where sun or moon stands (x, y)."""

    pixels: Floats
    brief: Brief
    scene: Scene
    palette: Palette
    horizon: int
    light: tuple[int, int]

    @property
    def width(self) -> int:
        """In pixels."""
        return self.brief.width

    @property
    def height(self) -> int:
        """In pixels."""
        return self.brief.height

    @property
    def unit(self) -> float:
        """A hundredth of the shorter side, in pixels."""
        return min(self.width, self.height) / 100

    @property
    def octaves(self) -> int:
        """How fine it gets: more steps, more detail."""
        return 3 + min(self.brief.steps, 40) // 10

    def chance(self, purpose: str) -> np.random.Generator:
        """The same numbers for the same brief and purpose, whatever the size."""
        return np.random.default_rng(self.brief.number(purpose))

    def lay(self, colour: Colour | Floats, mask: Floats, *, top: int = 0) -> None:
        """Cover the rows from `top` on as far as the mask (0..1, as many rows as it has) says."""
        part = self.pixels[top : top + mask.shape[0]]
        part += (np.asarray(colour, np.float32) - part) * mask[..., None]

    def glow(self, colour: Colour, centre: tuple[float, float], radius: float, strength: float) -> None:
        """Add light that fades with the distance."""
        rows = np.arange(self.height, dtype=np.float32)[:, None] - np.float32(centre[1])
        columns = np.arange(self.width, dtype=np.float32)[None] - np.float32(centre[0])
        light = np.float32(strength) / (1 + (rows * rows + columns * columns) / np.float32(radius * radius))
        self.lay(colour, np.asarray(light, np.float32))

    def dab(self, colour: Colour, centre: tuple[float, float], axes: tuple[float, float], angle: float = 0) -> None:
        """An ellipse with smooth edges; `angle` in degrees."""
        place = round(centre[0] * 16), round(centre[1] * 16)
        size = max(round(axes[0] * 16), 8), max(round(axes[1] * 16), 8)
        cv2.ellipse(self.pixels, place, size, angle, 0, 360, colour, cv2.FILLED, cv2.LINE_AA, 4)
