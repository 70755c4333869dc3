"""Light, local contrast, sharpness and grain of a luma plane."""

import math

import numpy as np

from bot.upstreams.local.filters import blur, guided, restrain, structure
from bot.upstreams.local.raster import Floats

_WHITE = 255.0
_FAINT = 4.0  # levels of luma


def sharpen(luma: Floats, *, amount: float, radius: float) -> Floats:
    """Unsharp mask where there is structure, held within the nearby range: steeper edges, no halo, no louder noise."""
    detail = structure(luma, level=_FAINT) * (luma - blur(luma, radius))
    return restrain(np.asarray(luma + amount * detail, np.float32), like=luma, overshoot=6)


def deepen(luma: Floats, *, amount: float) -> Floats:
    """Raise the contrast of shapes of about a fortieth of the picture, edges spared; broad light and shade stay."""
    radius = max(2, max(luma.shape) // 40)
    return luma + amount * (luma - guided(luma, guide=luma, radius=radius, eps=400))


def gain_for_shadows(luma: Floats, *, strength: float) -> Floats:
    """By what to multiply each pixel so that a dark picture shows what is in its shadows: 1 for a bright one.

    `strength` 0..1. The gain follows the lighting, not the detail, so that local contrast survives.
    """
    light = np.clip(guided(luma, guide=luma, radius=max(2, max(luma.shape) // 24), eps=300), 4, _WHITE) / _WHITE
    mean = min(max(float(luma.mean()) / _WHITE, 0.02), 0.45)
    gamma = 1 + strength * (max(math.log(0.45) / math.log(mean), 0.4) - 1)
    return np.asarray(np.minimum(light ** (gamma - 1), 5), np.float32)


def soften(luma: Floats, *, where: Floats, amount: float) -> Floats:
    """Even out weak texture such as pores, where `where` (0..1) says so."""
    even = guided(luma, guide=luma, radius=max(2, max(luma.shape) // 160), eps=60)
    return luma + amount * where * (even - luma)


def add_grain(luma: Floats, *, level: float) -> Floats:
    """A trace of the same even grain each time; without it a denoised picture looks like plastic."""
    noise = np.random.default_rng(0).standard_normal(luma.shape, np.float32)
    return luma + level * blur(noise, 0.7)
