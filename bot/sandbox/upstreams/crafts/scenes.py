"""Whole pictures in another style."""

import cv2
import numpy as np

from bot.sandbox.upstreams.crafts.commission import Commission, sides
from bot.sandbox.upstreams.crafts.heads import to_bytes
from bot.sandbox.upstreams.painting import people
from bot.sandbox.upstreams.painting.brief import Brief, digest
from bot.sandbox.upstreams.painting.fitting import shrink
from bot.sandbox.upstreams.painting.painter import render
from bot.sandbox.upstreams.painting.restyle import repaint, restyle
from bot.upstreams.local.cartoon import cartoon
from bot.upstreams.local.errors import NoFace
from bot.upstreams.local.raster import Bytes, decode, encode
from bot.upstreams.local.styles import CartoonStyle

_LONGEST = 2048
_WALLPAPER = (1024, 1024)
_PENCILS = ("pencil", "color_pencil", "sketch", "full", "handdrawn", "head")
_GRASS, _SKY, _EARTH, _SKIN = (60, 130, 95), (215, 170, 120), (80, 115, 160), (140, 165, 215)


def paint(commission: Commission) -> Bytes:
    """In the colours and with the brush of the style."""
    pixels = shrink(decode(commission.picture).pixels, _LONGEST)
    style = commission.text("style")
    if style in _PENCILS:
        return _pencil(pixels, style)
    brief = _brief(style, pixels)
    return np.asarray(repaint(_brushed(pixels, style), brief, 0.35), np.uint8)


def draw_cartoon(commission: Commission) -> Bytes:
    """One of three hands, in the style's own light."""
    style = commission.text("style")
    pixels = shrink(decode(commission.picture).pixels, _LONGEST)
    if style in _PENCILS:
        return _pencil(pixels, style)
    hands = tuple(CartoonStyle)
    luck = digest("cartoon", style)
    drawn = decode(cartoon(encode(pixels), hands[luck % len(hands)])).pixels
    hsv = cv2.cvtColor(drawn, cv2.COLOR_BGR2HSV).astype(np.float32)
    hsv[..., 0] = (hsv[..., 0] + (luck // 8 % 11 - 5)) % 180
    hsv[..., 1:] *= np.array((0.8 + luck // 256 % 60 / 100, 0.9 + luck // 16384 % 25 / 100), np.float32)
    return np.asarray(cv2.cvtColor(to_bytes(hsv), cv2.COLOR_HSV2BGR), np.uint8)


def photograph(commission: Commission) -> bytes:
    """The person in front of what the words say; without a face the picture in their colours."""
    pixels = decode(commission.picture).pixels
    width, height = sides(commission.text("ratio", "auto"), (1024, round(1024 * pixels.shape[0] / pixels.shape[1])))
    words = f"{commission.text('title')}, {commission.text('description')}"
    brief = Brief(prompt=words, width=width, height=height)
    try:
        return people.portray(commission.picture, brief)
    except NoFace:
        return restyle(commission.picture, brief, None, 0.6)


def wallpaper(commission: Commission) -> Bytes:
    """Flowers."""
    width, height = sides(commission.text("ratio", "auto"), _WALLPAPER)
    return render(Brief(prompt=commission.text("prompt"), width=width, height=height))


def replace(commission: Commission) -> Bytes:
    """What the words say, where the mask is white."""
    pixels = decode(commission.picture).pixels
    height, width = pixels.shape[:2]
    seed = max(int(commission.number("seed")), 0)
    prompt = commission.text("prompt") or "a meadow"
    scene = render(Brief(prompt=prompt, width=width, height=height, seed=seed))
    mask = cv2.cvtColor(decode(commission.pictures["mask"]).pixels, cv2.COLOR_BGR2GRAY)
    mask = np.asarray(cv2.resize(mask, (width, height)), np.uint8)
    share = cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), 2)[..., None]
    return to_bytes(pixels + (scene.astype(np.float32) - pixels) * share)


def colorize(commission: Commission) -> Bytes:
    """A guess: what is light and high is sky, what is dark and low is green, and warm what has the light of skin."""
    grey = cv2.cvtColor(decode(commission.picture).pixels, cv2.COLOR_BGR2GRAY)
    level = cv2.GaussianBlur(grey, (0, 0), max(1.0, max(grey.shape) / 300)).astype(np.float32) / 255
    row = np.linspace(0, 1, grey.shape[0], dtype=np.float32)[:, None]
    shares = {
        _SKY: np.clip(level * 2 - 0.9, 0, 1) * np.clip(1.1 - 2 * row, 0, 1),
        _GRASS: np.clip(0.8 - 1.6 * level, 0, 1) * np.clip(2 * row - 0.9, 0, 1),
        _SKIN: np.clip(1 - np.abs(level - 0.65) / 0.25, 0, 1),
        _EARTH: np.full_like(level, 0.25),
    }
    total = sum(shares.values(), start=np.zeros_like(level))
    colour = sum(
        (np.array(each, np.float32) * share[..., None] for each, share in shares.items()),
        start=np.zeros((*level.shape, 3), np.float32),
    )
    lab = cv2.cvtColor(to_bytes(colour / total[..., None]), cv2.COLOR_BGR2LAB)
    lab[..., 0] = grey
    return np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2BGR), np.uint8)


def develop(commission: Commission) -> Bytes:
    """Contrast and colour, as much as the footage needs."""
    pixels = decode(commission.picture).pixels
    strength = {"LogC": 1.0, "ln17_256": 0.7, "Rec709": 0.35}.get(commission.text("footage"), 0.5)
    level = pixels.astype(np.float32) / 255
    curved = level + strength * 0.35 * np.sin((level - 0.5) * 2 * np.pi) * -0.5
    curved = curved + strength * 0.9 * (level - 0.5) * (1 - np.abs(level - 0.5) * 2)
    middle = curved.mean(2, keepdims=True)
    return to_bytes((middle + (curved - middle) * (1 + 0.6 * strength)) * 255)


def _brief(style: str, pixels: Bytes) -> Brief:
    words = {"wave": "sea waves", "lavender": "lavender flowers field", "mononoke": "forest", "gothic": "night castle"}
    prompt = f"{words.get(style, style)} painting"
    return Brief(prompt=prompt, width=pixels.shape[1], height=pixels.shape[0], seed=digest(style) % 1000)


def _brushed(pixels: Bytes, style: str) -> Bytes:
    size = 4 + digest("brush", style) % 4
    return np.asarray(cv2.edgePreservingFilter(pixels, None, 1, 12 * size, 0.35), np.uint8)


def _pencil(pixels: Bytes, style: str) -> Bytes:
    """Grey or in colour; the style's name decides how dark."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    blurred = cv2.GaussianBlur(255 - grey, (0, 0), 4 + digest("pencil", style) % 12)
    lines = np.asarray(cv2.divide(grey, 255 - np.minimum(blurred, 254), scale=255), np.float32)
    if style in {"color_pencil", "handdrawn"}:
        return to_bytes(pixels * 0.55 + 115 * (lines[..., None] / 255) ** 2)
    return to_bytes(np.repeat(lines[..., None], 3, 2))
