"""Files that are no picture, broken pictures, and pictures of unusual size; all of them made on the spot."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

from bot.sandbox.discord import Upload
from tests.journeys.pictures import png

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_END = 12
_SIDEWAYS = 6
_ORIENTATION = 0x0112


def text() -> Upload:
    return Upload("photo.png", b"#!/bin/sh\necho this is no picture\n")


def page() -> Upload:
    return Upload("photo.jpg", b"<!DOCTYPE html><html><body>Not found</body></html>")


def svg() -> Upload:
    return Upload("photo.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="96" height="64"><rect/></svg>')


def nothing() -> Upload:
    return Upload("photo.png", b"")


def cut_png() -> Upload:
    whole = png(name="cut.png").data
    return Upload("cut.png", whole[: len(whole) // 2])


def cut_jpeg() -> Upload:
    whole = _encoded(_colourful(), "JPEG")
    return Upload("cut.jpg", whole[: len(whole) // 2])


def animated(kind: str) -> Upload:
    """Three frames as GIF, PNG or WEBP."""
    frames = [Image.new("RGB", (96, 64), colour) for colour in ("red", "green", "blue")]
    data = _encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    return Upload(f"dance.{kind.lower()}", data)


def still(kind: str) -> Upload:
    """One frame in any of Pillow's formats."""
    return Upload(f"still.{kind.lower()}", _encoded(_colourful(), kind))


def misnamed(name: str) -> Upload:
    """A JPEG under another name."""
    return Upload(name, _encoded(_colourful(), "JPEG"))


def bomb(side: int) -> Upload:
    """A PNG whose few bytes announce a square of `side` pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return Upload("bomb.png", _PNG_SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b""))


def solid(width: int, height: int) -> Upload:
    """A PNG of one colour: small, however many pixels."""
    return Upload("solid.png", _encoded(Image.new("RGB", (width, height), "teal"), "PNG"))


def weighing(size_bytes: int) -> Upload:
    """A 96 × 64 PNG of exactly so many bytes."""  # noqa: RUF002 - the sign between a width and a height is meant
    small = png().data
    padding = _chunk(b"paDd", bytes(size_bytes - len(small) - _PNG_END))
    return Upload("heavy.png", small[:-_PNG_END] + padding + small[-_PNG_END:])


def turned(width: int, height: int) -> Upload:
    """A JPEG that its EXIF turns by a quarter: shown, it is `width` wide and `height` high."""
    exif = Image.Exif()
    exif[_ORIENTATION] = _SIDEWAYS
    return Upload("turned.jpg", _encoded(Image.new("RGB", (height, width), "teal"), "JPEG", exif=exif.tobytes()))


def _colourful() -> Image.Image:
    with Image.open(BytesIO(png().data)) as image:
        return image.convert("RGB")


def _encoded(image: Image.Image, kind: str, **how: Any) -> bytes:
    target = BytesIO()
    image.save(target, kind, **how)
    return target.getvalue()


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
