"""The hand that a model paints with."""

from enum import Enum, auto

import cv2
import numpy as np

from bot.sandbox.upstreams.painting.brief import digest
from bot.sandbox.upstreams.painting.colours import ramp
from bot.sandbox.upstreams.painting.noise import field
from bot.sandbox.upstreams.painting.view import View
from bot.upstreams.local.raster import Bytes, Floats

_ENOUGH_STEPS = 12


class Manner(Enum):
    """How it looks."""

    PHOTO = auto()
    OIL = auto()
    WATERCOLOUR = auto()
    ANIME = auto()
    PRINT = auto()


_KEYWORDS = {
    Manner.PHOTO: ("photo", "real", "flux1dev"),
    Manner.OIL: ("oil", "paint", "gouache", "master"),
    Manner.WATERCOLOUR: ("watercolo", "aquarelle", "ink"),
    Manner.ANIME: ("anime", "manga", "toon", "comic"),
    Manner.PRINT: ("print", "woodblock", "poster", "risograph"),
}


def manner_of(model: str, prompt: str) -> Manner:
    """By the prompt's word for it, else the model's name, else by chance, always the same for a name."""
    for text in (prompt.lower(), model.lower()):
        for manner, keywords in _KEYWORDS.items():
            if any(keyword in text for keyword in keywords):
                return manner
    return list(Manner)[digest("manner", model) % len(Manner)]


def finish(view: View) -> Bytes:
    """Height by width by BGR: the picture in its model's manner, rougher where the steps were few."""
    manner = manner_of(view.brief.model, view.brief.prompt)
    pixels = _rough(view) * _cast(view.brief.model)
    match manner:
        case Manner.PHOTO:
            pixels = _photo(view, pixels)
        case Manner.OIL:
            pixels = _oil(view, pixels)
        case Manner.WATERCOLOUR:
            pixels = _watercolour(view, pixels)
        case Manner.ANIME:
            pixels = _anime(pixels)
        case Manner.PRINT:
            pixels = _print(view, pixels)
    return np.asarray(np.clip(pixels[..., ::-1] * 255 + 0.5, 0, 255), np.uint8)


def _cast(model: str) -> Floats:
    """What a model makes of red, green and blue: no two see quite the same."""
    return np.random.default_rng(digest("cast", model)).uniform(0.9, 1.08, 3).astype(np.float32)


def _rough(view: View) -> Floats:
    """Noise that is left over from too few steps, and a trace of it for any number."""
    chance = np.random.default_rng(digest("rough", str(view.brief.seed), str(view.brief.steps)))
    left = 0.012 + 0.16 * max(0, 1 - view.brief.steps / _ENOUGH_STEPS)
    coarse = field(chance, (view.width, view.height), (48, 48), octaves=3) - np.float32(0.5)
    return np.asarray(view.pixels + np.float32(left) * coarse[..., None], np.float32)


def _photo(view: View, pixels: Floats) -> Floats:
    bright = np.clip(pixels - 0.72, 0, 1)
    small = cv2.resize(bright, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    bloom = cv2.resize(cv2.GaussianBlur(small, (0, 0), view.unit * 0.8), (view.width, view.height))
    rows = np.linspace(-1, 1, view.height, dtype=np.float32)[:, None]
    columns = np.linspace(-1, 1, view.width, dtype=np.float32)[None]
    corners = np.clip(1.08 - 0.2 * (rows * rows + columns * columns), 0, 1)
    return np.asarray((pixels + 0.6 * bloom) * corners[..., None], np.float32)


def _oil(view: View, pixels: Floats) -> Floats:
    size = max(3, round(view.unit * 0.9) // 2 * 2 + 1)
    flat = cv2.medianBlur(np.clip(pixels * 255, 0, 255).astype(np.uint8), min(size, 15)).astype(np.float32) / 255
    strokes = field(view.chance("strokes"), (view.width, view.height), (140, 36), octaves=2)
    relief = cv2.Sobel(strokes, cv2.CV_32F, 0, 1, ksize=3)
    return np.asarray(flat * (1 + 0.22 * relief[..., None]) + 0.02, np.float32)


def _watercolour(view: View, pixels: Floats) -> Floats:
    soft = cv2.GaussianBlur(pixels, (0, 0), max(0.6, view.unit * 0.18))
    pools = field(view.chance("pools"), (view.width, view.height), (6, 6), octaves=5)
    grain = field(view.chance("paper"), (view.width, view.height), (190, 190), octaves=2)
    paper = np.array([0.985, 0.972, 0.940], np.float32)
    washed = soft + (paper - soft) * (0.10 + 0.42 * pools[..., None] ** 2)
    return np.asarray(washed * (0.955 + 0.09 * grain[..., None]), np.float32)


def _anime(pixels: Floats) -> Floats:
    vivid = np.clip(pixels + 0.22 * (pixels - pixels.mean(2, keepdims=True)), 0, 1)
    steps = np.floor(vivid * 14) / 14
    mixed = 0.65 * steps + 0.35 * vivid
    grey = cv2.cvtColor(mixed.astype(np.float32), cv2.COLOR_RGB2GRAY)
    edge = np.abs(cv2.Laplacian(cv2.GaussianBlur(grey, (0, 0), 1.2), cv2.CV_32F, ksize=3))
    return np.asarray(mixed * (1 - np.clip(edge * 1.6, 0, 0.55))[..., None] * 1.03, np.float32)


def _print(view: View, pixels: Floats) -> Floats:
    grey = cv2.cvtColor(np.clip(pixels, 0, 1), cv2.COLOR_RGB2GRAY)
    calm = np.asarray(cv2.GaussianBlur(grey, (0, 0), max(0.6, view.unit * 0.15)), np.float32)
    low, high = float(calm.min()), float(calm.max())
    level = (calm - np.float32(low)) / np.float32(max(high - low, 1e-3))
    shades = view.palette.shades()
    plates = np.floor(level**0.7 * len(shades) * 0.999) / (len(shades) - 1)
    wood = field(view.chance("wood"), (view.width, view.height), (8, 160), octaves=2) - np.float32(0.5)
    inked = ramp(shades, plates)
    return np.asarray(0.8 * inked + 0.2 * pixels + 0.05 * wood[..., None], np.float32)
