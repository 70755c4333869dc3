"""Pictures in need of a tool. All are PNGs, the same bytes each time."""

import io

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.painter import paint
from bot.upstreams.local.raster import Bytes, Floats, decode, encode

_AIR = (225, 220, 212)
_FAR, _NEAR = 0.22, 0.75  # how much of the scene's light comes through the haze at the top and at the bottom
_TO_WIDE_GAMUT = np.linalg.inv(
    np.array([[1.617523, -0.537287, -0.080237], [-0.070573, 1.334613, -0.264040], [-0.021102, -0.226954, 1.248056]])
)
_SRGB, _LOG_A, _LOG_B, _LOG_C, _LOG_D = 2.2, 5.555556, 0.052272, 0.247190, 0.385537  # ARRI Log C, EI 800


def landscape() -> bytes:
    """Mountains behind a lake, 720 by 480."""
    return paint(Brief(prompt="green mountains, forest, a lake, clear day", width=720, height=480, seed=4))


def hazy(picture: bytes) -> bytes:
    """Fog, thicker towards the top."""
    pixels = decode(picture).pixels.astype(np.float32)
    share = np.linspace(_FAR, _NEAR, pixels.shape[0], dtype=np.float32)[:, None, None]
    return _png(pixels * share + np.array(_AIR, np.float32) * (1 - share))


def dull(picture: bytes) -> bytes:
    """A third of the contrast."""
    return _png(decode(picture).pixels.astype(np.float32) * 0.35 + 75)


def soft(picture: bytes) -> bytes:
    """Slightly out of focus."""
    return encode(np.asarray(cv2.GaussianBlur(decode(picture).pixels, (0, 0), 1.6), np.uint8))


def small(picture: bytes, share: float = 1 / 3) -> bytes:
    """Each side as short as that."""
    return _resized(picture, share, share)


def stretched(picture: bytes) -> bytes:
    """Too wide by 15 %."""
    return _resized(picture, 1.15, 1)


def flat(picture: bytes) -> bytes:
    """As a film camera records it, in Log C."""
    light = (decode(picture).pixels[..., ::-1].astype(np.float32) / 255) ** _SRGB @ _TO_WIDE_GAMUT.T
    recorded = _LOG_C * np.log10(_LOG_A * light[..., ::-1] + _LOG_B) + _LOG_D
    return _png(np.asarray(255 * recorded, np.float32))


def shirt() -> bytes:
    """A striped shirt on white, 400 by 400."""
    image = Image.new("RGB", (400, 400), "white")
    draw = ImageDraw.Draw(image)
    outline = [(130, 30), (270, 30), (390, 110), (340, 190), (300, 160), (300, 390), (100, 390), (100, 160), (60, 190)]
    shape = Image.new("L", image.size)
    ImageDraw.Draw(shape).polygon([*outline, (10, 110)], fill=255)
    for top in range(0, 400, 50):
        draw.rectangle((0, top, 400, top + 25), fill="#1f5f8b")
        draw.rectangle((0, top + 25, 400, top + 50), fill="#e8e2cf")
    worn = Image.new("RGB", image.size, "white")
    worn.paste(image, mask=shape)
    made = io.BytesIO()
    worn.save(made, "PNG")
    return made.getvalue()


def _resized(picture: bytes, wide: float, high: float) -> bytes:
    pixels = decode(picture).pixels
    return encode(np.asarray(cv2.resize(pixels, None, fx=wide, fy=high, interpolation=cv2.INTER_AREA), np.uint8))


def _png(pixels: Floats) -> bytes:
    made: Bytes = np.clip(pixels + 0.5, 0, 255).astype(np.uint8)
    return encode(made)
