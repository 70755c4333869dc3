"""Filters on one plane (height by width, float32, 0..255) that OpenCV's main modules lack."""

import cv2
import numpy as np

from bot.upstreams.local.raster import Floats


def blur(plane: Floats, sigma: float) -> Floats:
    """Gaussian blur; sigma in pixels."""
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma), np.float32)


def guided(plane: Floats, *, guide: Floats, radius: int, eps: float) -> Floats:
    """Smooth `plane` where `guide` is flat and keep its edges where `guide` has them.

    `eps` is the guide's variance below which it counts as flat. He, Sun and Tang, "Guided Image Filtering", 2010.
    """
    slope, offset = guidance(plane, guide=guide, radius=radius, eps=eps)
    return slope * guide + offset


def guidance(plane: Floats, *, guide: Floats, radius: int, eps: float) -> tuple[Floats, Floats]:
    """The slope and offset by which `guided` makes its result of the guide, for each pixel.

    Both are smooth: found in a small picture, they serve for its large one. He and Sun, "Fast Guided Filter", 2015.
    """
    window = (2 * radius + 1, 2 * radius + 1)
    mean_guide, mean_plane = cv2.blur(guide, window), cv2.blur(plane, window)
    covariance = cv2.blur(guide * plane, window) - mean_guide * mean_plane
    variance = cv2.blur(guide * guide, window) - mean_guide * mean_guide
    slope = covariance / (variance + eps)
    offset = mean_plane - slope * mean_guide
    return np.asarray(cv2.blur(slope, window), np.float32), np.asarray(cv2.blur(offset, window), np.float32)


def restrain(plane: Floats, *, like: Floats, overshoot: float) -> Floats:
    """Hold `plane` within the range that `like` has nearby, going over softly by at most `overshoot`: no halos."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    low, high = blur(np.asarray(cv2.erode(like, disc)), 1), blur(np.asarray(cv2.dilate(like, disc)), 1)
    above, below = np.maximum(plane - high, 0), np.maximum(low - plane, 0)
    within = np.clip(plane, low, high)
    return np.asarray(within + overshoot * (np.tanh(above / overshoot) - np.tanh(below / overshoot)), np.float32)


def structure(plane: Floats, *, level: float) -> Floats:
    """Where there is something to see: near 1 around edges and texture far above `level`, 0 in flat parts."""
    detail = plane - blur(plane, 2)
    energy = blur(detail * detail, 2)
    return np.asarray(energy / (energy + level * level), np.float32)
