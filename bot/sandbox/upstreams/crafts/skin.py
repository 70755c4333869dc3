"""Skin, and filters over it."""

import cv2
import numpy as np

from bot.sandbox.upstreams.crafts.commission import Commission
from bot.sandbox.upstreams.crafts.heads import to_bytes
from bot.sandbox.upstreams.painting.brief import digest
from bot.upstreams.local.raster import Bytes, Floats, decode

_SHARPER = 1.6


def retouch(commission: Commission) -> Bytes:
    """What has the colour of skin, smoother and lighter; a few colours besides where a filter is asked for."""
    pixels = decode(commission.picture).pixels
    smoothing, whitening = commission.number("smoothing"), commission.number("whitening")
    cares = digest("cares", commission.text("cares")) % 16 / 200 if commission.text("cares") else 0.0
    calm = cv2.bilateralFilter(pixels, 9, 60, max(3, max(pixels.shape) // 120)).astype(np.float32)
    light = calm + (255 - calm) * (0.35 * whitening)
    share = _skin(pixels)[..., None] * min(1.0, 0.15 + 0.8 * max(smoothing, whitening) + cares)
    made = to_bytes(pixels.astype(np.float32) + (light - pixels) * share)
    number = int(commission.number("filter"))
    return _filtered(made, number, 0.35) if number else made


def put_filter(commission: Commission) -> Bytes:
    """One of many looks, as strong as asked."""
    pixels = decode(commission.picture).pixels
    return _filtered(pixels, int(commission.number("number", 1)), commission.number("strength", 0.8))


def restore(commission: Commission) -> Bytes:
    """Calmer and sharper."""
    pixels = decode(commission.picture).pixels
    calm = cv2.bilateralFilter(pixels, 5, 22, 4)
    soft = cv2.GaussianBlur(calm, (0, 0), max(1.0, max(pixels.shape) / 700))
    return np.asarray(cv2.addWeighted(calm, 1 + _SHARPER, soft, -_SHARPER, 0), np.uint8)


def _filtered(pixels: Bytes, number: int, strength: float) -> Bytes:
    """Shadows in one colour and lights in another, both the number's own, with a vignette."""
    seed = digest("filter", str(number)).to_bytes(8)
    dark, light = (np.array([*part], np.float32) for part in (seed[:3], seed[3:6]))
    level = pixels.mean(2, keepdims=True) / 255
    toned = pixels + 0.55 * (dark - 128) * (1 - level) + 0.45 * (light - 128) * level
    height, width = pixels.shape[:2]
    rows, columns = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)[None]
    edge = (1 - 0.3 * np.clip(np.hypot(rows, columns) - 0.6, 0, 1))[..., None]
    return to_bytes(pixels + (toned * edge - pixels) * strength)


def _skin(pixels: Bytes) -> Floats:
    """1 where the chrominance is that of skin."""
    chroma = cv2.cvtColor(pixels, cv2.COLOR_BGR2YCrCb).astype(np.float32)
    distance = np.hypot((chroma[..., 1] - 152) / 20, (chroma[..., 2] - 105) / 22)
    return np.asarray(cv2.GaussianBlur(np.clip(1.6 - distance, 0, 1), (0, 0), 2), np.float32)
