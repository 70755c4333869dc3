"""Masks and clothes, put onto people."""

import cv2
import numpy as np

from bot.sandbox.upstreams.crafts.commission import Commission, sides
from bot.sandbox.upstreams.crafts.heads import Head, find_head, mix, step, to_bytes
from bot.sandbox.upstreams.painting.brief import digest
from bot.sandbox.upstreams.painting.fitting import cover
from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.raster import Bytes, Floats, decode

_PARTS = {"upper_body": (0.0, 0.5), "lower_body": (0.45, 1.0), "full_body": (0.0, 1.0)}
_NEAR_WHITE = 28


def put_on_mask(commission: Commission) -> Bytes:
    """Face paint of the number's own colours, teeth and eyes; or the reference's colours."""
    pixels = decode(commission.picture).pixels
    head = find_head(pixels)
    window = head.of(pixels)
    paint, ink = _paints(commission)
    made = mix(window, paint * (0.5 + window.mean(2, keepdims=True) / 255), 0.85 * head.face)
    made = mix(made, ink * np.ones_like(made), head.face * _pattern(head, int(commission.number("number"))))
    result = head.put(pixels, made)
    return cover(result, sides(commission.text("ratio", "auto"), (pixels.shape[1], pixels.shape[0])))


def try_on(commission: Commission) -> Bytes:
    """The clothes without their white ground, stretched over the body below the chin, or its lower or upper half."""
    person = decode(commission.pictures["person"]).pixels
    clothes = decode(commission.pictures["clothes"]).pixels
    rows, columns = _body(person, commission.text("kind"))
    size = columns.stop - columns.start, rows.stop - rows.start
    worn = cv2.resize(_trimmed(clothes), size, interpolation=cv2.INTER_AREA)
    share = _opaque(np.asarray(worn, np.uint8))
    result = person.copy()
    made = mix(person[rows, columns].astype(np.float32), worn.astype(np.float32), share)
    result[rows, columns] = to_bytes(made)
    return result


def _paints(commission: Commission) -> tuple[Floats, Floats]:
    if "reference" in commission.pictures and not commission.options.get("number"):
        pixels = decode(commission.pictures["reference"]).pixels.reshape(-1, 3).astype(np.float32)
        return np.asarray(pixels.mean(0), np.float32), np.asarray(np.percentile(pixels, 5, axis=0), np.float32)
    seed = digest("halloween", commission.text("number")).to_bytes(8)
    paint = np.array([*seed[:3]], np.float32) * 0.6 + 90
    return paint, np.array([*seed[3:6]], np.float32) * 0.3


def _pattern(head: Head, number: int) -> Floats:
    """Hollow eyes, a sewn mouth and a number of stripes."""
    eyes = head.oval((-0.5, 0), (0.33, 0.3)) + head.oval((0.5, 0), (0.33, 0.3))
    nose = head.oval((0, 0.66), (0.12, 0.18))
    lips = head.oval((0, 1.08), (0.75, 0.05), 0.5)
    seams = step(np.cos(head.x * (22 + number % 9)) - 0.75, 0.3) * head.oval((0, 1.08), (0.75, 0.2), 0.4)
    stripes = step(np.cos(np.arctan2(head.x, head.y + 2.2) * (12 + number)) - 0.8, 0.2) * step(-0.3 - head.y, 0.2)
    return np.asarray(np.clip(eyes + nose + lips + seams + stripes, 0, 1), np.float32)


def _body(person: Bytes, kind: str) -> tuple[slice, slice]:
    """From the chin to the lower edge; without a face, the middle of the picture."""
    height, width = person.shape[:2]
    try:
        head = find_head(person)
    except NoFace:
        top, middle, half = height * 0.25, width / 2, width * 0.3
    else:
        origin = np.unravel_index(np.argmin(np.hypot(head.x, head.y)), head.x.shape)
        top = head.rows.start + int(origin[0]) + 2.1 * head.unit
        middle, half = head.columns.start + float(origin[1]), 2.6 * head.unit
    first, last = _PARTS.get(kind, _PARTS["full_body"])
    top = min(top, height - 2.0)
    rows = slice(int(top + (height - top) * first), max(int(top + (height - top) * last), int(top) + 1))
    return rows, slice(max(int(middle - half), 0), max(min(int(middle + half), width), 1))


def _trimmed(clothes: Bytes) -> Bytes:
    """Without a border in the colour of the corners."""
    found = np.argwhere(_opaque(clothes) > 0.5)  # noqa: PLR2004 (half)
    if not len(found):
        return clothes
    (top, left), (bottom, right) = found.min(0), found.max(0) + 1
    return clothes[top:bottom, left:right]


def _opaque(clothes: Bytes) -> Floats:
    """0 for what is nearly white."""
    distance = (255 - clothes.astype(np.float32)).max(2)
    return np.asarray(cv2.GaussianBlur(np.clip(distance / _NEAR_WHITE, 0, 1), (0, 0), 1), np.float32)
