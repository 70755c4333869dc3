"""A picture, and what might be around it."""

import cv2
import numpy as np

from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.colours import ramp
from bot.sandbox.upstreams.painting.fitting import shrink
from bot.sandbox.upstreams.painting.noise import field
from bot.sandbox.upstreams.painting.palette import choose
from bot.sandbox.upstreams.painting.scene import read_scene
from bot.upstreams.local.raster import Bytes, Floats, decode, encode, plain_errors

_LONGEST = 4096
_TINT = 0.4


@plain_errors()
def outpaint(picture: bytes, brief: Brief, vertical: float, horizontal: float) -> bytes:
    """A PNG so many times as high and wide, with the picture untouched in its middle.

    Around it the picture is mirrored, softer with the distance, and tinted towards the words if there are any. What
    would be longer than 4096 is shrunk before. Raises BadPicture.
    """
    middle = shrink(decode(picture).pixels, _LONGEST / max(vertical, horizontal))
    height, width = middle.shape[:2]
    size = round(width * horizontal), round(height * vertical)
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    canvas = cv2.copyMakeBorder(
        middle, top, size[1] - height - top, left, size[0] - width - left, cv2.BORDER_REFLECT_101
    )
    surroundings = _dissolve(np.asarray(canvas, np.uint8), brief, _distance(size, (left, top, width, height)))
    surroundings[top : top + height, left : left + width] = middle
    return encode(surroundings)


def _distance(size: tuple[int, int], box: tuple[int, int, int, int]) -> Floats:
    """How far each place is from the box, in shares of the box's shorter side."""
    left, top, width, height = box
    columns, rows = np.arange(size[0], dtype=np.float32), np.arange(size[1], dtype=np.float32)
    across = np.maximum(np.maximum(left - columns, columns - (left + width - 1)), 0)
    down = np.maximum(np.maximum(top - rows, rows - (top + height - 1)), 0)
    return np.asarray(np.hypot(across[None], down[:, None]) / min(width, height), np.float32)


def _dissolve(canvas: Bytes, brief: Brief, distance: Floats) -> Bytes:
    """Sharp beside the picture, soft and toned far away."""
    reach = max(canvas.shape[:2]) / 200
    result = canvas.astype(np.float32)
    for start, sigma in ((0.02, reach), (0.15, 3 * reach), (0.4, 8 * reach)):
        share = np.clip((distance - start) / (start + 0.1), 0, 1)[..., None]
        result += (_blur(canvas, sigma) - result) * share
    chance = np.random.default_rng(brief.number("outpaint"))
    drift = field(chance, (canvas.shape[1], canvas.shape[0]), (5, 5))
    colours = ramp(choose(brief, read_scene(brief)).shades(), drift)[..., ::-1] * 255
    strength = _TINT if brief.prompt.strip() else _TINT / 4
    result += (colours - result) * (strength * np.clip(distance * 1.5, 0, 1) * (0.5 + drift))[..., None]
    return np.asarray(np.clip(result + 0.5, 0, 255), np.uint8)


def _blur(picture: Bytes, sigma: float) -> Floats:
    """A wide blur, of a small copy: nobody sees the difference."""
    scale = min(1.0, 2 / max(sigma, 1))
    size = picture.shape[1], picture.shape[0]
    small = max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
    calm = cv2.GaussianBlur(cv2.resize(picture, small, interpolation=cv2.INTER_AREA), (0, 0), max(sigma * scale, 0.5))
    return np.asarray(cv2.resize(calm, size, interpolation=cv2.INTER_CUBIC), np.float32)
