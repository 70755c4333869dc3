"""Pictures with a known defect, and small ones of any size."""

import cv2
import numpy as np

from bot.upstreams.local.raster import Bytes, encode
from tests.upstreams.local.measures import as_bytes, pixels

FOG = np.array((225, 222, 218), np.float32)


def foggy(picture: bytes, seen: float = 0.4) -> bytes:
    """Fog that lets `seen` through at the top, and more further down, where things are nearer."""
    clear = pixels(picture).astype(np.float32)
    through = np.linspace(seen, seen + 0.3, len(clear), dtype=np.float32)[:, None, None]
    return encode(as_bytes(clear * through + FOG * (1 - through)))


def dull(picture: bytes) -> bytes:
    """All that there is between 85 and 174."""
    return encode(as_bytes(pixels(picture) * 0.35 + 85))


def soft(picture: bytes, sigma: float = 1.6) -> bytes:
    return encode(as_bytes(cv2.GaussianBlur(pixels(picture), (0, 0), sigma)))


def noisy(picture: bytes, deviation: float) -> bytes:
    original = pixels(picture)
    grain = np.random.default_rng(1).normal(0, deviation, original.shape)
    return encode(as_bytes(np.clip(original + grain, 0, 255)))


def greyed(picture: bytes) -> bytes:
    return encode(as_bytes(cv2.cvtColor(pixels(picture), cv2.COLOR_BGR2GRAY)))


def speckled(width: int, height: int) -> Bytes:
    """Any colours."""
    return np.random.default_rng(width * 10_000 + height).integers(0, 256, (height, width, 3), np.uint8)


def half_seen(width: int, height: int) -> bytes:
    """The left half is transparent."""
    alpha = np.full((height, width), 255, np.uint8)
    alpha[:, : width // 2] = 0
    return encode(speckled(width, height), alpha)
