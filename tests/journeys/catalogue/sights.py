"""Real photographs, and what has happened to some of them."""

import struct
import zlib
from functools import cache
from importlib.resources import files
from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from bot.sandbox import pictures
from bot.sandbox.discord import Upload
from bot.upstreams.local.raster import Bytes, decode, encode

_PNG_END = 12


def cat() -> Upload:
    return Upload("cat.jpg", files(pictures).joinpath("chelsea.jpg").read_bytes())


def worn_cat() -> Upload:
    return Upload("worn.jpg", pictures.photo())


def admiral() -> Upload:
    return Upload("admiral.jpg", pictures.portrait_source())


def astronaut() -> Upload:
    return Upload("astronaut.jpg", pictures.portrait_target())


def group() -> Upload:
    return Upload("group.jpg", pictures.group())


def grey_cat() -> Upload:
    """Without colours, though its pixels have three channels."""
    return _png("grey", np.repeat(_pixels(cat()).mean(2, keepdims=True).astype(np.uint8), 3, axis=2))


def soft_cat() -> Upload:
    return _png("soft", cv2.GaussianBlur(_pixels(cat()), (0, 0), 2.5))


def hazy_cat() -> Upload:
    return _png("hazy", 0.4 * _pixels(cat()) + 0.6 * 225)


def flat_cat() -> Upload:
    """Neither black nor white, nor much colour: as a camera records that leaves the colours for later."""
    pixels = _pixels(cat()).astype(np.float32)
    grey = pixels.mean(2, keepdims=True)
    return _png("flat", 90 + 0.35 * (grey + 0.5 * (pixels - grey)))


def wide_cat() -> Upload:
    """Stretched to one and a half times its width."""
    return small(cat(), 600, 266)


def small(whole: Upload, width: int, height: int) -> Upload:
    """The picture in another size."""
    return _png("small", cv2.resize(_pixels(whole), (width, height), interpolation=cv2.INTER_AREA))


def heavier(png: Upload, by: int) -> Upload:
    """The same PNG with so many bytes more that say nothing."""
    padding = struct.pack(">I", by) + b"paDd" + bytes(by)
    whole = padding + struct.pack(">I", zlib.crc32(padding[4:]))
    return Upload("heavy.png", png.data[:-_PNG_END] + whole + png.data[-_PNG_END:])


def sunset() -> Upload:
    """Orange below, violet above."""
    share = np.linspace(0, 1, 200)[:, None, None]
    return _png("sunset", np.broadcast_to((1 - share) * (140, 40, 120) + share * (20, 120, 250), (200, 300, 3)))


def disc() -> Upload:
    """Something red in the middle of a calm ground."""
    rows = np.linspace(240, 140, 240)[:, None, None]
    pixels = np.ascontiguousarray(np.broadcast_to(rows * (1, 0.95, 0.9), (240, 320, 3)).astype(np.uint8))
    return _png("disc", cv2.circle(pixels, (160, 120), 45, (60, 40, 190), cv2.FILLED))


def disc_in_webp() -> Upload:
    target = BytesIO()
    with Image.open(BytesIO(disc().data)) as image:
        image.save(target, "WEBP", lossless=True)
    return Upload("disc.webp", target.getvalue())


def disc_mask() -> Upload:
    """White where the red thing is."""
    return _png("mask", cv2.circle(np.zeros((240, 320), np.uint8), (160, 120), 50, 255, cv2.FILLED))


def black(width: int, height: int) -> Upload:
    """A mask that marks nothing."""
    return _png("black", np.zeros((height, width), np.uint8))


def plain(width: int, height: int) -> Upload:
    """One colour: small in bytes, however large."""
    target = BytesIO()
    Image.new("RGB", (width, height), "teal").save(target, "PNG")
    return Upload("plain.png", target.getvalue())


@cache
def _decoded(data: bytes) -> Bytes:
    return decode(data).pixels


def _pixels(upload: Upload) -> Bytes:
    return _decoded(upload.data)


def _png(name: str, pixels: object) -> Upload:
    return Upload(f"{name}.png", encode(np.clip(np.asarray(pixels), 0, 255).astype(np.uint8)))
