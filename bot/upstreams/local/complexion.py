"""Giving one face the skin tone and the light of another, by Lab statistics of canonical crops."""

from dataclasses import dataclass

import cv2
import numpy as np

from bot.upstreams.local.canonical import EYE_DISTANCE
from bot.upstreams.local.filters import blur, guided
from bot.upstreams.local.raster import Bytes, Floats

_LIGHT_REACH = 0.45 * EYE_DISTANCE
_TINT_REACH = 0.2 * EYE_DISTANCE
_LIGHT_CONTRAST = (0.85, 1.1)
_SATURATION = (0.3, 1.5)
_LEAST_TINT = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Complexion:
    """How to recolour the source's face in Lab (L 0..100).

    `contrast` is per channel, about `pivot`: the usual lightness, no tint. `shift` is a canonical field (height by
    width by Lab) to add then.
    """

    pivot: Floats
    contrast: Floats
    shift: Floats


def compare(source: Bytes, target: Bytes, mask: Floats, *, fidelity: float) -> Complexion:
    """What makes the canonical BGR crop `source` look like lit where `target` was.

    Medians and spreads are matched in the mask, then the broad light and the less broad tint of each place. The higher
    the fidelity (0..1), the more of its own contrast and shading the source keeps.
    """
    ours, theirs = to_lab(source), to_lab(target)
    inside = mask > 0.5  # noqa: PLR2004 - half
    usual = np.median(ours[inside], axis=0)
    pivot = np.array([usual[0], 0, 0], np.float32)
    contrast = _contrast(ours[inside], theirs[inside]) ** (1 - 0.6 * fidelity)
    missing = theirs - _stretch(ours, pivot, contrast)
    overall = np.median(theirs[inside], axis=0) - _stretch(usual, pivot, contrast)
    local = np.dstack(
        [
            _local_mean(missing[..., channel], mask, reach)
            for channel, reach in enumerate((_LIGHT_REACH, _TINT_REACH, _TINT_REACH))
        ]
    )
    own_shading = 0.6 * fidelity
    shift = own_shading * overall + (1 - own_shading) * local
    return Complexion(pivot=pivot, contrast=contrast, shift=np.asarray(shift, np.float32))


def recolour(face: Bytes, complexion: Complexion, shift: Floats, *, smoothness: float, radius: int) -> Bytes:
    """Apply `complexion` to BGR pixels; `shift` is its field brought to their place.

    Pupils stay dark: the lighter a pixel, the more it is shifted. `smoothness` 0..1 evens out the finest
    texture within `radius` pixels.
    """
    lab = to_lab(face)
    lit = np.clip(lab[..., :1] / max(float(complexion.pivot[0]), 1.0), 0, 1)
    weight = np.dstack([(1 + lit) / 2, np.sqrt(lit), np.sqrt(lit)])
    lab = np.asarray(_stretch(lab, complexion.pivot, complexion.contrast) + weight * shift, np.float32)
    light = np.ascontiguousarray(lab[..., 0], np.float32)
    lab[..., 0] = light + smoothness * (guided(light, guide=light, radius=radius, eps=6) - light)
    bgr = cv2.cvtColor(lab, cv2.COLOR_LAB2BGR)
    return np.asarray(np.clip(bgr * 255 + 0.5, 0, 255), np.uint8)


def to_lab(pixels: Bytes) -> Floats:
    """BGR bytes to Lab with L 0..100."""
    return np.asarray(cv2.cvtColor(pixels.astype(np.float32) / np.float32(255), cv2.COLOR_BGR2LAB), np.float32)


def _contrast(ours: Floats, theirs: Floats) -> Floats:
    """Per channel: for the lightness the ratio of the spreads, for the tint that of the saturations."""
    centre, goal = np.median(ours, axis=0), np.median(theirs, axis=0)
    low, high = _LIGHT_CONTRAST
    dimmer = min(1.0, float(goal[0] / max(centre[0], 1)))
    light = np.clip(_spread(theirs[:, 0]) / max(_spread(ours[:, 0]), 1), low * dimmer, high)
    tint = [
        float(np.clip(after / before, *_SATURATION)) if before > _LEAST_TINT else 1.0
        for before, after in zip(centre[1:], goal[1:], strict=True)
    ]
    return np.array([light, *tint], np.float32)


def _stretch(lab: Floats, pivot: Floats, contrast: Floats) -> Floats:
    return np.asarray((lab - pivot) * contrast + pivot, np.float32)


def _spread(values: Floats) -> float:
    low, high = np.percentile(values, (16, 84))
    return float(high - low)


def _local_mean(plane: Floats, mask: Floats, reach: float) -> Floats:
    """The mean nearby, of what lies in the mask alone."""
    return blur(np.ascontiguousarray(plane * mask, np.float32), reach) / (blur(mask, reach) + np.float32(1e-4))
