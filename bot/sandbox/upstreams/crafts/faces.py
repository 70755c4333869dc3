"""Age, gender, expression and other changes of a face."""

from collections.abc import Callable, Mapping

import cv2
import numpy as np

from bot.sandbox.upstreams.crafts.commission import Commission
from bot.sandbox.upstreams.crafts.hair import beard, dyed, strands
from bot.sandbox.upstreams.crafts.hairmask import hair_in
from bot.sandbox.upstreams.crafts.heads import Head, find_head, mix, step
from bot.sandbox.upstreams.painting.brief import digest
from bot.upstreams.local.raster import Bytes, Floats, decode

_YOUNG, _OLDEST = 25, 60
_GREY_HAIR = np.array((178, 176, 174), np.float32)
_LIPS = np.array((90, 70, 190), np.float32)
_SMILES = ("smile", "laugh", "happy", "grin", "joy", "proud", "smirk", "charm", "fond", "cute", "10", "11", "12", "13")
_FROWNS = ("sad", "angry", "anger", "cry", "grief", "pain", "fear", "disgust", "tear", "rage", "frown", "15", "sorrow")
_OPEN = ("open", "shout", "scream", "laugh", "jaw", "shock", "surpris", "yawn", "breakdown", "100")


def age(commission: Commission) -> Bytes:
    """Smooth and bright for the young, lined and grey for the old."""
    pixels = decode(commission.picture).pixels
    head = find_head(pixels)
    window = head.of(pixels)
    years = commission.number("years", _YOUNG)
    old = float(np.clip((years - _YOUNG) / _OLDEST, 0, 1))
    young = float(np.clip((_YOUNG - years) / _YOUNG, 0, 1))
    made = mix(window, _lined(head, window), head.face * old)
    made = _greyed(head, pixels, made, old) if old else made
    made = mix(made, _smooth(head, made) * 1.06, head.face * young)
    return warp(head, head.put(pixels, made), *_eyes(head, 0.3 * young))


def _greyed(head: Head, pixels: Bytes, window: Floats, share: float) -> Floats:
    where = hair_in(pixels, head)
    return mix(window, dyed(window, _GREY_HAIR, where), where * share)


def gender(commission: Commission) -> Bytes:
    """Lips and smooth skin, or stubble and a broader jaw."""
    pixels = decode(commission.picture).pixels
    head = find_head(pixels)
    window = head.of(pixels)
    if commission.text("to") == "male":
        stubble = mix(window, window * 0.55 * strands(head, "stubble")[..., None], beard(head, "stubble"))
        jaw = head.oval((0, 1.2), (1.5, 1.0), 1.0)
        return warp(head, head.put(pixels, stubble), -0.16 * head.x * jaw, np.zeros_like(head.x))
    lips = head.oval((0, 1.08), (0.42, 0.14), 0.6)
    made = mix(mix(window, _smooth(head, window), 0.8 * head.face), _LIPS, 0.55 * lips)
    shadow = head.oval((-0.5, -0.06), (0.3, 0.13), 0.9) + head.oval((0.5, -0.06), (0.3, 0.13), 0.9)
    return warp(head, head.put(pixels, mix(made, made * 0.5, 0.5 * np.clip(shadow, 0, 1))), *_eyes(head, 0.07))


def express(commission: Commission) -> Bytes:
    """The corners of the mouth, the mouth and the brows, moved by what the words say and a little by the words."""
    pixels = decode(commission.picture).pixels
    head = find_head(pixels)
    word = commission.text("expression").lower()
    luck = digest("expression", word)
    curve = 0.2 * any(each in word for each in _SMILES) - 0.2 * any(each in word for each in _FROWNS)
    curve += (luck % 100 - 50) / 1200
    opened = 0.24 * any(each in word for each in _OPEN) + luck // 100 % 50 / 1200
    mouth = head.oval((0, 1.08), (0.85, 0.5), 0.9)
    brows = head.oval((0, -0.38), (1.0, 0.3), 0.9)
    dy = mouth * (curve * (np.abs(head.x) * 2.4 - 0.45) - opened * np.tanh((head.y - 1.08) * 6))
    tilt = (luck // 5000 % 100 - 50) / 500 + 0.12 * (any(each in word for each in ("ang", "rage", "glare", "14")))
    dy += brows * tilt * (1 - np.abs(head.x) * 1.6)
    moved = warp(head, pixels, np.zeros_like(dy), dy)
    dark = head.oval((0, 1.1), (0.36, 0.75 * opened), 0.4) if opened > 0.1 else np.zeros_like(dy)  # noqa: PLR2004 (a mouth that is hardly open shows nothing)
    window = head.of(moved)
    return head.put(moved, mix(window, window * 0.25, dark))


def affect(commission: Commission) -> Bytes:
    """A big head, a square face, a bald head or a clean shave."""
    pixels = decode(commission.picture).pixels
    return _EFFECTS[commission.text("effect")](find_head(pixels), pixels)


def _enlarge_head(head: Head, pixels: Bytes) -> Bytes:
    bulge = head.oval((0, 0.2), (3.0, 3.2), 1.4)
    return warp(head, pixels, -0.38 * head.x * bulge, -0.38 * (head.y - 0.9) * bulge)


def _square(head: Head, pixels: Bytes) -> Bytes:
    jaw = head.oval((0, 1.1), (1.7, 1.3), 1.0)
    return warp(head, pixels, -0.42 * np.tanh(head.x * 1.6) * jaw * step(head.y - 0.5, 1.2), np.zeros_like(head.x))


def _make_bald(head: Head, pixels: Bytes) -> Bytes:
    window = head.of(pixels)
    shade = np.asarray(1.1 - 0.12 * np.hypot(head.x + 0.3, head.y + 1.2), np.float32)[..., None]
    skull = head.oval((0, -0.1), (1.15, 1.65), 0.14) * step(0.2 - head.y, 0.9) * (1 - head.oval((0, 0.4), (0.95, 1.05)))
    return head.put(pixels, mix(window, head.skin(window) * shade, skull))


def _shave(head: Head, pixels: Bytes) -> Bytes:
    window = head.of(pixels)
    bare = 0.35 * _smooth(head, window) + 0.65 * head.skin(window)
    return head.put(pixels, mix(window, bare, 0.8 * beard(head, "full")))


_EFFECTS: Mapping[str, Callable[[Head, Bytes], Bytes]] = {
    "big_head": _enlarge_head,
    "square_face": _square,
    "bald": _make_bald,
    "clean_shaven": _shave,
}


def warp(head: Head, pixels: Bytes, dx: Floats, dy: Floats) -> Bytes:
    """The window's pixels from elsewhere: so many units to the right and down."""
    window = pixels[head.rows, head.columns]
    rows, columns = np.mgrid[: window.shape[0], : window.shape[1]].astype(np.float32)
    moved = cv2.remap(
        window,
        np.asarray(columns + dx * head.unit, np.float32),
        np.asarray(rows + dy * head.unit, np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return head.put(pixels, np.asarray(moved, np.float32))


def _eyes(head: Head, growth: float) -> tuple[Floats, Floats]:
    """Larger eyes."""
    dx, dy = np.zeros_like(head.x), np.zeros_like(head.x)
    for side in (-0.5, 0.5):
        near = head.oval((side, 0), (0.42, 0.36), 1.2)
        dx -= growth * (head.x - side) * near * 2
        dy -= growth * head.y * near * 2
    return dx, dy


def _lined(head: Head, window: Floats) -> Floats:
    """Wrinkles on the brow, at the eyes and beside the mouth, and the picture's own lines made deeper."""
    brow = np.sin(head.y * 34 + np.sin(head.x * 5)) * head.oval((0, -0.62), (0.75, 0.3), 0.8)
    crow = np.sin(np.arctan2(head.y, np.abs(head.x) - 0.75) * 14) * head.oval((0, 0), (1.05, 0.3), 0.5)
    crow = crow * step(np.abs(head.x) - 0.82, 0.1)
    fold = np.exp(-(((np.abs(head.x) - 0.42 - 0.25 * (head.y - 0.8)) / 0.05) ** 2)) * head.oval(
        (0, 0.95), (0.9, 0.4), 0.8
    )
    deeper = window + 1.4 * (window - cv2.GaussianBlur(window, (0, 0), max(head.unit * 0.06, 0.8)))
    lines = 0.14 * np.minimum(brow, 0) + 0.12 * np.minimum(crow, 0) - 0.2 * fold
    return np.asarray(deeper * (1 + lines)[..., None] * 0.95, np.float32)


def _smooth(head: Head, window: Floats) -> Floats:
    calm = cv2.bilateralFilter(np.clip(window, 0, 255).astype(np.uint8), 9, 45, max(head.unit * 0.08, 3))
    return np.asarray(calm, np.float32)
