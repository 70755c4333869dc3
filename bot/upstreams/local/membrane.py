"""A smooth surface through what is known."""

import cv2
import numpy as np
import numpy.typing as npt

from bot.upstreams.local.raster import Bytes, Floats

Where = npt.NDArray[np.bool_]

_SMOOTHINGS = 6
_TRUST = 4.0
_MOST_PIXELS = 1_000_000
_FAINTEST = 0.01


def spread(values: Floats, known: Where) -> Floats:
    """`values` (height by width by channels) where `known`, and elsewhere what a membrane stretched between them has.

    Pull and push over a pyramid, after Gortler and others, "The Lumigraph", 1996; nothing known gives zeros.
    """
    weight = known.astype(np.float32)
    return _filled(np.asarray(values * weight[..., None], np.float32), weight)


def cover(pixels: Bytes, known: Where) -> Bytes:
    """The same of a picture, of which large ones are worked on at a smaller size."""
    height, width = known.shape
    scale = min(1.0, float(np.sqrt(_MOST_PIXELS / known.size)))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    seen = np.where(known[..., None], pixels, np.uint8(0))
    total = cv2.resize(seen, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    weight = cv2.resize(known.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    mean = total / np.maximum(weight, _FAINTEST)[..., None]
    small = spread(np.asarray(mean, np.float32), np.asarray(weight > _FAINTEST))
    shown = np.asarray(np.clip(small + 0.5, 0, 255), np.uint8)
    return np.asarray(cv2.resize(shown, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _filled(total: Floats, weight: Floats) -> Floats:
    """`total` is weighted already; weights are 0..1."""
    height, width = weight.shape
    if max(height, width) == 1 or weight.min() >= 1:
        return np.asarray(total / np.maximum(weight, np.finfo(np.float32).eps)[..., None], np.float32)
    small = (width + 1) // 2, (height + 1) // 2
    coarse_weight = np.asarray(cv2.resize(weight, small, interpolation=cv2.INTER_AREA), np.float32)
    trusted = np.minimum(1, _TRUST * coarse_weight) / np.maximum(coarse_weight, np.finfo(np.float32).eps)
    coarse_total = _planes(cv2.resize(total, small, interpolation=cv2.INTER_AREA), total) * trusted[..., None]
    coarse = _filled(np.asarray(coarse_total, np.float32), np.asarray(coarse_weight * trusted, np.float32))
    filled = _planes(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR), total)
    for _ in range(_SMOOTHINGS):
        filled = total + (1 - weight[..., None]) * _planes(cv2.blur(filled, (3, 3)), total)
    return np.asarray(filled, np.float32)


def _planes(values: cv2.typing.MatLike, like: Floats) -> Floats:
    """OpenCV drops a single channel."""
    return np.asarray(values, np.float32).reshape(*values.shape[:2], like.shape[2])
