"""From a rough silhouette to soft edges, and colours without the old background in them."""

import cv2
import numpy as np

from bot.upstreams.local.filters import blur, guided
from bot.upstreams.local.membrane import spread
from bot.upstreams.local.raster import Bytes, Floats

_MOST_PIXELS = 4_000_000
_COLOUR_SIDE = 800
_BAND_SHARE = 0.012
_EPS = 40.0
_STEEPNESS = 1.5
_OPAQUE = 250


def matte(pixels: Bytes, silhouette: Bytes) -> Bytes:
    """Alpha of the picture's size from a smaller silhouette (255 inside); its edge follows that of `pixels`."""
    height, width = pixels.shape[:2]
    scale = min(1.0, np.sqrt(_MOST_PIXELS / (height * width)))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    rough = cv2.resize(silhouette, size, interpolation=cv2.INTER_LINEAR).astype(np.float32)
    radius = max(1, round(_BAND_SHARE * max(size)))
    soft = _following(small, np.asarray(rough / 255, np.float32), radius)
    alpha = np.clip((soft - 0.5) * _STEEPNESS + 0.5, 0, 1) * 255
    return np.asarray(cv2.resize(alpha, (width, height), interpolation=cv2.INTER_LINEAR) + 0.5, np.uint8)


def _following(pixels: Bytes, rough: Floats, radius: int) -> Floats:
    """The guided filter in a band along the edge, the silhouette itself away from it."""
    planes = [np.asarray(plane, np.float32) for plane in cv2.split(cv2.cvtColor(pixels, cv2.COLOR_BGR2LAB))]
    hard = blur(rough, max(0.5, radius / 6))
    votes = np.dstack([guided(hard, guide=plane, radius=radius, eps=_EPS) for plane in planes])
    weight = np.dstack(
        [blur(np.asarray((plane - blur(plane, radius)) ** 2, np.float32), radius) + 1 for plane in planes]
    )
    best = (votes * weight).sum(2) / weight.sum(2)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    inside, outside = cv2.erode(rough, disc), 1 - cv2.dilate(rough, disc)
    return np.asarray(np.where(inside > 0.99, 1, np.where(outside > 0.99, 0, best)), np.float32)  # noqa: PLR2004 - surely


def clean_colours(pixels: Bytes, alpha: Bytes) -> Bytes:
    """Half-transparent pixels take the colour of the subject beside them instead of the background's."""
    scale = min(1.0, _COLOUR_SIDE / max(alpha.shape))
    size = max(1, round(alpha.shape[1] * scale)), max(1, round(alpha.shape[0] * scale))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    sure = np.asarray(cv2.resize(alpha, size, interpolation=cv2.INTER_AREA) >= _OPAQUE)
    if not sure.any():
        return pixels
    own = np.clip(spread(small, sure) + 0.5, 0, 255).astype(np.uint8)
    large = np.asarray(cv2.resize(own, alpha.shape[::-1], interpolation=cv2.INTER_LINEAR), np.uint8)
    return np.where((alpha < _OPAQUE)[..., None], large, pixels)
