"""Another picture, painted over."""

import cv2
import numpy as np

from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.colours import ramp
from bot.sandbox.upstreams.painting.fitting import cover
from bot.sandbox.upstreams.painting.painter import render
from bot.sandbox.upstreams.painting.palette import Palette, choose
from bot.sandbox.upstreams.painting.scene import read_scene
from bot.upstreams.local.raster import Bytes, Floats, decode, encode, plain_errors

_SCENE_SHARE = 0.55
_MASK_SOFTNESS = 0.004


@plain_errors()
def restyle(picture: bytes, brief: Brief, mask: bytes | None, strength: float) -> bytes:
    """A PNG of the brief's size: the middle of the picture, in the brief's colours, with its scene shining through.

    `strength` 0 leaves the picture as it is, 1 leaves little of it; with a mask only its white parts change.
    Raises BadPicture.
    """
    size = brief.width, brief.height
    before = cover(decode(picture).pixels, size)
    share = np.full(before.shape[:2], np.clip(strength, 0, 1), np.float32)
    after = repaint(before, brief, float(np.clip(strength, 0, 1)))
    if mask is not None:
        white = cv2.cvtColor(cover(decode(mask).pixels, size), cv2.COLOR_BGR2GRAY).astype(np.float32) / 255
        softness = max(0.5, _MASK_SOFTNESS * max(size))
        share = np.asarray(cv2.GaussianBlur(white, (0, 0), softness) * white, np.float32)
    return encode(_between(before, after, share))


def repaint(picture: Bytes, brief: Brief, strength: float) -> Bytes:
    """The picture's light in the palette's colours; the stronger, the more of the brief's own scene."""
    toned = grade(picture, choose(brief, read_scene(brief)))
    scene = render(brief)
    lit = cv2.multiply(scene, toned, scale=1 / 170)
    mixed = cv2.addWeighted(scene, _SCENE_SHARE, lit, 1 - _SCENE_SHARE, 0)
    return np.asarray(cv2.addWeighted(toned, 1 - 0.75 * strength**2, mixed, 0.75 * strength**2, 0), np.uint8)


def grade(picture: Bytes, palette: Palette) -> Bytes:
    """BGR pixels in the palette's colours, from ink to paper by their lightness; the brush leaves out what is fine."""
    calm = cv2.medianBlur(picture, 5)
    grey = cv2.cvtColor(calm, cv2.COLOR_BGR2GRAY)
    level = np.asarray(cv2.createCLAHE(1.5, (4, 4)).apply(grey), np.float32) / np.float32(255)
    painted = ramp(palette.shades(), np.asarray(level, np.float32))[..., ::-1] * 255
    return np.asarray(cv2.addWeighted(painted.astype(np.uint8), 0.8, calm, 0.2, 0), np.uint8)


def _between(before: Bytes, after: Bytes, share: Floats) -> Bytes:
    mixed = before + (after.astype(np.float32) - before) * share[..., None]
    return np.asarray(np.clip(mixed + 0.5, 0, 255), np.uint8)
