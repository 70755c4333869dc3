"""The largest head in a picture, measured from its eyes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.faces import find_faces
from bot.upstreams.local.raster import Bytes, Floats

Numbers = npt.NDArray[np.floating[Any]]

_REACH = (3.2, 3.0, 6.0)
"""Eye distances to each side, up and down that any look needs."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Head:
    """A window of a picture around a head, and where each pixel of it is, in the head's own measure.

    The origin is between the eyes and a unit is their distance; `x` goes to the beholder's right, `y` to the chin.
    """

    rows: slice
    columns: slice
    x: Floats
    y: Floats
    unit: float

    def oval(self, centre: tuple[float, float], axes: tuple[float, float], softness: float = 0.2) -> Floats:
        """1 inside the ellipse, 0 outside, with a soft edge."""
        distance = np.hypot((self.x - centre[0]) / axes[0], (self.y - centre[1]) / axes[1])
        return np.asarray(np.clip((1 - distance) / softness + 0.5, 0, 1), np.float32)

    @property
    def face(self) -> Floats:
        """The face, from the hairline to the chin."""
        return self.oval((0, 0.45), (1.02, 1.42))

    @property
    def scalp(self) -> Floats:
        """Where hair is: around the face, and not below the ears."""
        around = self.oval((0, 0.0), (1.5, 2.0)) * (1 - self.oval((0, 0.62), (1.0, 1.42)))
        return np.asarray(around * step(1.0 - self.y, 0.5), np.float32)

    def of(self, pixels: Bytes) -> Floats:
        """The window's pixels."""
        return pixels[self.rows, self.columns].astype(np.float32)

    def put(self, pixels: Bytes, window: Floats) -> Bytes:
        """The picture with another window."""
        result = pixels.copy()
        result[self.rows, self.columns] = to_bytes(window)
        return result

    def mean(self, window: Floats, where: Floats) -> Floats:
        """The average colour there."""
        return np.asarray((window * where[..., None]).sum((0, 1)) / max(float(where.sum()), 1.0), np.float32)

    def skin(self, window: Floats) -> Floats:
        """The colour of the cheeks."""
        cheeks = self.oval((-0.5, 0.6), (0.22, 0.22)) + self.oval((0.5, 0.6), (0.22, 0.22))
        return self.mean(window, cheeks)


def step(value: Numbers, width: float) -> Floats:
    """0 for what is far below zero, 1 far above."""
    return np.asarray(np.clip(value / width + 0.5, 0, 1), np.float32)


def mix(before: Floats, after: Floats, share: Floats) -> Floats:
    """`share` is 0 for before and 1 for after, by pixel."""
    return np.asarray(before + (after - before) * share[..., None], np.float32)


def find_head(pixels: Bytes) -> Head:
    """The largest. Raises NoFace."""
    faces = find_faces(pixels)
    if not faces:
        raise NoFace("source")
    face = max(faces, key=lambda each: each.box.width)
    left, right = np.array(face.left_eye), np.array(face.right_eye)
    unit = max(float(np.hypot(*(right - left))), 2.0)
    across, middle = (right - left) / unit, (left + right) / 2
    rows, columns = _window(middle, unit, pixels.shape)
    dy, dx = np.mgrid[rows, columns].astype(np.float32) - middle[::-1].astype(np.float32)[:, None, None]
    return Head(
        rows=rows,
        columns=columns,
        x=np.asarray((dx * across[0] + dy * across[1]) / unit, np.float32),
        y=np.asarray((dy * across[0] - dx * across[1]) / unit, np.float32),
        unit=unit,
    )


def _window(middle: Floats, unit: float, shape: tuple[int, ...]) -> tuple[slice, slice]:
    beside, above, below = (reach * unit for reach in _REACH)
    rows = slice(max(int(middle[1] - above), 0), min(int(middle[1] + below), shape[0]))
    return rows, slice(max(int(middle[0] - beside), 0), min(int(middle[0] + beside), shape[1]))


def to_bytes(pixels: Numbers) -> Bytes:
    """Rounded, and cut off at black and white."""
    return np.asarray(np.clip(pixels + 0.5, 0, 255), np.uint8)
