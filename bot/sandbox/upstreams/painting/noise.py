"""Chance with a shape: smooth fields that look the same at every size."""

import cv2
import numpy as np

from bot.upstreams.local.raster import Floats

Size = tuple[int, int]
"""Width and height."""


def field(chance: np.random.Generator, size: Size, cells: tuple[float, float], *, octaves: int = 4) -> Floats:
    """A height by width field in 0..1. `cells` are its largest features across and down; each octave halves them."""
    width, height = size
    total = np.zeros((height, width), np.float32)
    strength = 1.0
    for octave in range(octaves):
        across, down = (max(2, round(count * 2**octave)) for count in cells)
        grid = chance.random((down + 1, across + 1), np.float32)
        total += np.float32(strength) * cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)
        strength *= 0.5
    return np.asarray(np.clip(total / np.float32(2 - 2 * strength), 0, 1), np.float32)


def line(chance: np.random.Generator, length: int, cells: float, *, octaves: int = 6, roughness: float = 0.5) -> Floats:
    """So many values in 0..1: a ridge."""
    total, strength, sum_ = np.zeros(length, np.float32), 1.0, 0.0
    places = np.linspace(0, 1, length, dtype=np.float32)
    for octave in range(octaves):
        knots = max(2, round(cells * 2**octave)) + 1
        values = chance.random(knots)
        spot = places * (knots - 1)
        left = np.minimum(spot.astype(int), knots - 2)
        share = spot - left
        ease = share * share * (3 - 2 * share)
        total += np.float32(strength) * (values[left] * (1 - ease) + values[left + 1] * ease).astype(np.float32)
        sum_ += strength
        strength *= roughness
    return np.asarray(total / np.float32(sum_), np.float32)


def smoothstep(low: float, high: float, values: Floats) -> Floats:
    """0 below `low`, 1 above `high`, a soft step between."""
    share = np.clip((values - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)
