"""What really happens to the pictures: the part of a vendor that is not protocol."""

import asyncio
from io import BytesIO
from typing import Protocol

from PIL import Image, ImageChops, ImageOps

from bot.sandbox.upstreams.failures import ImagingFailed
from bot.sandbox.upstreams.pictures import EXTENSIONS


class Imaging(Protocol):
    """Bytes of pictures in, bytes of one picture out. Both raise ImagingFailed for what cannot be done."""

    async def enhance(self, picture: bytes) -> bytes:
        """The same scene, better."""

    async def swap(self, source: bytes, target: bytes, fidelity: float | None) -> bytes:
        """The target with the source's face. `fidelity`, 0 to 1, trades likeness against quality."""


class TintImaging:
    """Cheap stand-in for fast tests: a real change of the real input, visibly different from it, of the same size."""

    async def enhance(self, picture: bytes) -> bytes:
        """The picture mirrored."""
        return await asyncio.to_thread(_mirror, picture)

    async def swap(self, source: bytes, target: bytes, fidelity: float | None) -> bytes:
        """The target tinted with the source; a higher fidelity lets more of the source through."""
        return await asyncio.to_thread(_blend, source, target, 0.5 if fidelity is None else 0.25 + fidelity / 2)


def _mirror(picture: bytes) -> bytes:
    return _encode(ImageOps.mirror(_decode(picture)))


def _blend(source: bytes, target: bytes, share: float) -> bytes:
    scene = _decode(target)
    face = _decode(source).resize(scene.size)
    return _encode(ImageChops.blend(scene, face, share))


def _decode(picture: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(picture), formats=tuple(EXTENSIONS)) as image:
            return image.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ImagingFailed("the picture cannot be read") from error


def _encode(image: Image.Image) -> bytes:
    target = BytesIO()
    image.save(target, "JPEG", quality=90)
    return target.getvalue()
