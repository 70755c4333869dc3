"""Scenes of which the truth is known: things and writing in front of grounds."""

from collections.abc import Callable

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.upstreams.local.membrane import Where
from bot.upstreams.local.raster import Bytes
from tests.upstreams.local.measures import as_bytes, pixels

Ink = tuple[int, int, int, int]
RED = (60, 40, 190)


def plain(width: int = 320, height: int = 240) -> Bytes:
    return np.full((height, width, 3), 225, np.uint8)


def gradient(width: int = 320, height: int = 240) -> Bytes:
    rows = np.linspace(240, 140, height)[:, None, None]
    return as_bytes(np.broadcast_to(rows * (1, 0.95, 0.9), (height, width, 3)))


def textured(width: int = 320, height: int = 240) -> Bytes:
    noise = np.random.default_rng(2).normal(0, 70, (height, width, 3)).astype(np.float32)
    return as_bytes(np.clip(cv2.GaussianBlur(noise, (0, 0), 2) + np.array([150, 170, 160]), 0, 255))


def disc(ground: Bytes, *, radius: int = 45) -> tuple[Bytes, Where]:
    """The ground with a red disc in its middle, and where it is."""
    height, width = ground.shape[:2]
    where = np.zeros((height, width), np.uint8)
    cv2.circle(where, (width // 2, height // 2), radius, 255, cv2.FILLED)
    picture = ground.copy()
    cv2.circle(picture, (width // 2, height // 2), radius, RED, cv2.FILLED, cv2.LINE_AA)
    return picture, where > 0


def written(ground: Bytes, text: str, *, at: tuple[int, int], size: int, ink: Ink) -> tuple[Bytes, Where]:
    """The ground with RGBA writing, and the box of its letters."""
    font = ImageFont.load_default(size)
    base = Image.fromarray(np.ascontiguousarray(ground[..., ::-1])).convert("RGBA")
    layer = Image.new("RGBA", base.size, (0, 0, 0, 0))
    ImageDraw.Draw(layer).text(at, text, fill=ink, font=font)
    left, top, right, bottom = (round(side) for side in font.getbbox(text))
    where = np.zeros(ground.shape[:2], bool)
    where[at[1] + top : at[1] + bottom, at[0] + left : at[0] + right] = True
    made = np.asarray(Image.alpha_composite(base, layer).convert("RGB"))
    return np.ascontiguousarray(made[..., ::-1]), where


def overlap(one: Where, other: Where) -> float:
    """Intersection over union."""
    return float((one & other).sum() / max((one | other).sum(), 1))


def answer(work: Callable[[], bytes]) -> tuple[int, ...] | Reason:
    """The shape of what is made, or why nothing is."""
    try:
        return pixels(work()).shape
    except Refused as error:
        return error.sentence.reason
