"""A sheet of small pictures of somebody."""

from dataclasses import replace

import cv2
import numpy as np

from bot.sandbox.upstreams.crafts.commission import Commission
from bot.sandbox.upstreams.crafts.dyes import dye
from bot.sandbox.upstreams.crafts.faces import express
from bot.sandbox.upstreams.crafts.heads import find_head
from bot.sandbox.upstreams.painting.fitting import cover
from bot.upstreams.local.raster import Bytes, decode, encode

_TILE, _ROWS, _EDGE = 256, 3, 0.92
_MOODS = ("", "happy smile", "sad", "angry", "shocked open", "wink", "shout", "shy smile", "tired")


def make_emojis(commission: Commission) -> Bytes:
    """Nine round faces with other expressions, on grounds whose colours depend on style and scene."""
    pixels = decode(commission.picture).pixels
    head = find_head(pixels)
    rows = slice(max(head.rows.start, 0), min(round(head.rows.start + 5.6 * head.unit), pixels.shape[0]))
    face = np.ascontiguousarray(pixels[rows, head.columns])
    small = encode(cover(face, (_TILE, _TILE)))
    tiles = [_tile(replace(commission, pictures={"image": small}), mood) for mood in _MOODS]
    lines = [np.hstack(tiles[first : first + _ROWS]) for first in range(0, len(tiles), _ROWS)]
    return np.ascontiguousarray(np.vstack(lines), np.uint8)


def _tile(commission: Commission, mood: str) -> Bytes:
    words = f"{commission.text('expression')} {mood}"
    pixels = express(replace(commission, options={"expression": words}))
    flat = cv2.bilateralFilter(pixels, 9, 60, 9) // 24 * 24 + 12
    ground = dye(commission.text("scene") + commission.text("style") + commission.text("filler") + mood)
    rows, columns = np.mgrid[-1 : 1 : _TILE * 1j, -1 : 1 : _TILE * 1j]
    inside = np.hypot(rows, columns) < _EDGE
    return np.asarray(np.where(inside[..., None], flat, np.array(ground)), np.uint8)
