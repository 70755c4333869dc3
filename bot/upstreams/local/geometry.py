"""Plane geometry of faces: points, 3x3 affine matrices, and pictures moved by them."""

import cv2
import numpy as np
import numpy.typing as npt

from bot.upstreams.local.raster import Bytes, Floats

Point = tuple[float, float]
Matrix = npt.NDArray[np.float64]

_ALIASES_BELOW = 0.6


def distance(one: Point, other: Point) -> float:
    """Euclidean, in pixels."""
    return float(np.hypot(one[0] - other[0], one[1] - other[1]))


def moved(point: Point, matrix: Matrix) -> Point:
    """Where `matrix` takes a point."""
    x, y, _ = matrix @ (*point, 1)
    return float(x), float(y)


def rotation(centre: Point, degrees: float) -> Matrix:
    """Counter-clockwise as seen."""
    return np.vstack([cv2.getRotationMatrix2D(centre, degrees, 1), (0, 0, 1)])


def similarity(start: tuple[Point, Point], end: tuple[Point, Point]) -> Matrix:
    """The shift, turn and even scale that takes two points to two others."""
    before, after = (complex(*pair[1]) - complex(*pair[0]) for pair in (start, end))
    turn = after / before
    shift = complex(*end[0]) - turn * complex(*start[0])
    return np.array([(turn.real, -turn.imag, shift.real), (turn.imag, turn.real, shift.imag), (0, 0, 1)])


def inverse(matrix: Matrix) -> Matrix:
    """The way back."""
    return np.asarray(np.linalg.inv(matrix), np.float64)


def scale_of(matrix: Matrix) -> float:
    """By how much it enlarges lengths, on average."""
    return float(np.sqrt(abs(np.linalg.det(matrix[:2, :2]))))


def warp(pixels: Bytes, matrix: Matrix, size: tuple[int, int]) -> Bytes:
    """Move a picture, without aliasing when it gets smaller. `size` is width and height of the result."""
    scale = scale_of(matrix)
    if scale < _ALIASES_BELOW:
        pixels, matrix = _shrunk(pixels, matrix, scale)
    return np.asarray(
        cv2.warpAffine(pixels, matrix[:2], size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE), np.uint8
    )


def warp_field(field: Floats, matrix: Matrix, size: tuple[int, int]) -> Floats:
    """Move a mask or another smooth field; zero outside."""
    return np.asarray(cv2.warpAffine(field, matrix[:2], size, flags=cv2.INTER_LINEAR), np.float32)


def _shrunk(pixels: Bytes, matrix: Matrix, scale: float) -> tuple[Bytes, Matrix]:
    height, width = pixels.shape[:2]
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    across, down = width / size[0], height / size[1]
    back = np.array([(across, 0, across / 2 - 0.5), (0, down, down / 2 - 0.5), (0, 0, 1)])  # pixel centres, not corners
    return small, matrix @ back
