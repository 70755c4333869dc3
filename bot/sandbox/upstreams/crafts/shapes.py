"""Pictures in other sizes: cut, extended, brought back into shape."""

import cv2
import numpy as np

from bot.sandbox.upstreams.crafts.commission import Commission, Piece
from bot.sandbox.upstreams.painting.brief import Brief
from bot.sandbox.upstreams.painting.outpaint import outpaint
from bot.upstreams.local.faces import find_faces
from bot.upstreams.local.raster import Bytes, Floats, decode, encode

_USUAL_RATIOS = (1 / 1, 4 / 3, 3 / 2, 16 / 9, 3 / 4, 2 / 3, 9 / 16)
_SAME = 0.01


def crop(commission: Commission) -> list[Piece]:
    """As wide and high as asked, no larger than the picture, around what matters most."""
    pixels = decode(commission.picture).pixels
    high, wide = pixels.shape[:2]
    width = min(round(commission.number("width", wide)), wide)
    height = min(round(commission.number("height", high)), high)
    sums = cv2.integral(_weight(pixels))
    inside = sums[height:, width:] - sums[:-height, width:] - sums[height:, :-width] + sums[:-height, :-width]
    top, left = (int(place) for place in np.unravel_index(np.argmax(inside), inside.shape))
    part = np.ascontiguousarray(pixels[top : top + height, left : left + width])
    return [Piece(picture=encode(part), box=(left, top, width, height))]


def _weight(pixels: Bytes) -> Floats:
    """More where there is detail, and most where there is a face."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    weight = np.asarray(np.abs(cv2.Laplacian(grey, cv2.CV_32F)), np.float32)
    for face in find_faces(pixels):
        box = face.box
        weight[max(box.y, 0) : box.y + box.height, max(box.x, 0) : box.x + box.width] += 255
    return weight


def extend(commission: Commission) -> Bytes:
    """So much more on each side, in shares of the picture's own; shrunk where it would be larger than allowed."""
    pixels = decode(commission.picture).pixels
    left, right, top, bottom = (commission.number(side) for side in ("left", "right", "top", "bottom"))
    brief = Brief(prompt=commission.text("prompt"), seed=max(int(commission.number("seed")), 0))
    across, upright = 1 + 2 * max(left, right), 1 + 2 * max(top, bottom)
    whole = decode(outpaint(commission.picture, brief, upright, across)).pixels
    scale = whole.shape[1] / (pixels.shape[1] * across)
    height, width = pixels.shape[0] * scale, pixels.shape[1] * scale
    first_row, first_column = round(height * (max(top, bottom) - top)), round(width * (max(left, right) - left))
    part = whole[first_row : first_row + round(height * (1 + top + bottom)), first_column:]
    return _limited(np.ascontiguousarray(part[:, : round(width * (1 + left + right))]), commission)


def unstretch(commission: Commission) -> Bytes:
    """The nearest usual proportions; from usual ones, a tenth narrower."""
    pixels = decode(commission.picture).pixels
    height, width = pixels.shape[:2]
    usual = min(_USUAL_RATIOS, key=lambda ratio: abs(np.log(ratio * height / width)))
    is_usual = abs(usual * height / width - 1) < _SAME
    wide = width * 0.9 if is_usual else height * usual
    return np.asarray(cv2.resize(pixels, (max(1, round(wide)), height), interpolation=cv2.INTER_AREA), np.uint8)


def _limited(pixels: Bytes, commission: Commission) -> Bytes:
    height, width = pixels.shape[:2]
    most = commission.number("max_width", width), commission.number("max_height", height)
    scale = min(most[0] / width, most[1] / height, 1)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return pixels if scale == 1 else np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
