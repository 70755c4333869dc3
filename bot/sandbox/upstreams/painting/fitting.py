"""Sizes."""

import cv2
import numpy as np

from bot.upstreams.local.raster import Bytes


def cover(picture: Bytes, size: tuple[int, int]) -> Bytes:
    """The middle of the picture, as much of it as fills width and height."""
    height, width = picture.shape[:2]
    scale = max(size[0] / width, size[1] / height)
    new = max(size[0], round(width * scale)), max(size[1], round(height * scale))
    grown = cv2.resize(picture, new, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    left, top = (new[0] - size[0]) // 2, (new[1] - size[1]) // 2
    return np.ascontiguousarray(grown[top : top + size[1], left : left + size[0]], np.uint8)


def shrink(picture: Bytes, longest: float) -> Bytes:
    """The picture with no side longer than that."""
    scale = longest / max(picture.shape[:2])
    if scale >= 1:
        return picture
    height, width = (max(1, round(side * scale)) for side in picture.shape[:2])
    return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
