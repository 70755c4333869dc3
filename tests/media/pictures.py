"""Pictures made on the spot, and how alike two of them are."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from PIL import Image


def photo(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Soft shapes under a little grain: compresses as a photograph does, the same at every call."""
    rng = np.random.default_rng(7)
    soft = Image.fromarray(rng.integers(0, 256, (6, 6, 3), dtype=np.uint8)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    grain = rng.normal(0, 4, (height, width, 3))
    image = Image.fromarray(np.clip(np.asarray(soft) + grain, 0, 255).astype(np.uint8))
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize((width, height)))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **how: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


@contextmanager
def on_disk(data: bytes) -> Iterator[Path]:
    """A file with these bytes, while the block lasts."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "picture")
        path.write_bytes(data)
        yield path


def decoded(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def psnr(one: Image.Image, other: Image.Image, mode: str = "RGB") -> float:
    """Peak signal-to-noise ratio in dB: 30 is a good likeness, infinity the same pixels."""
    difference = np.asarray(one.convert(mode), float) - np.asarray(other.convert(mode), float)
    error = float(np.mean(difference**2))
    return float("inf") if error == 0 else float(10 * np.log10(255**2 / error))


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_header(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))


def frames(count: int) -> list[Image.Image]:
    return [Image.new("RGB", (16, 16), (40 * n, 0, 0)) for n in range(count)]


def exif(orientation: int) -> bytes:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = "Camera of Ours"
    tags.get_ifd(0x8825)[1] = "N"
    return tags.tobytes()
