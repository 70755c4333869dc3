"""Writing pictures to be posted: small, upright, and without what a camera noted (place, time, device)."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from PIL import Image
from PIL.Image import Transpose

from bot.media.decoding import orientation

MAX_SIDE = {"JPEG": 65_500, "WEBP": 16_383}
_FULL_COLOUR_QUALITY = 90
"""From here on a JPEG keeps its colours at full resolution (4:4:4)."""
_MAX_PROFILE_BYTES = 2**16
"""Colour profiles up to this size are kept, or the colours would change; larger ones are made for printing."""
_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""From EXIF's orientation to what makes it upright."""


class Unencodable(ValueError):
    """There is no file of this format that holds the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A picture as a file. `quality` is 1..100; None where nothing was lost."""

    data: bytes = field(repr=False)
    format: str
    quality: int | None


def plain(image: Image.Image) -> Image.Image:
    """The picture upright, in L, RGB, or RGBA if anything shows through; of its metadata only the colour profile.

    Channels deeper than 8 bits are brought down to 8.
    """
    profile = None if image.mode == "CMYK" else image.info.get("icc_profile")
    image.load()
    turn = _TURNS.get(orientation(image))
    upright = _eight_bits(image if turn is None else image.transpose(turn))
    upright.info = {"icc_profile": profile} if profile and len(profile) <= _MAX_PROFILE_BYTES else {}
    return upright


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        opaque = rgba.getchannel("A").getextrema() == (255, 255)
        return rgba.convert("RGB") if opaque else rgba
    return image if image.mode == "L" else image.convert("RGB")


def lossless(image: Image.Image) -> Encoded:
    """The same pixels as WebP; method 1 comes within a percent of the slow ones. Raises Unencodable."""
    return Encoded(data=_saved(image, format="WEBP", lossless=True, method=1, quality=30), format="WEBP", quality=None)


def lossy(image: Image.Image, quality: int) -> Encoded:
    """JPEG, or WebP where something shows through. Raises Unencodable.

    Not optimised: libjpeg would want a buffer for the whole file, and Pillow's guess is too small for noise.
    """
    if image.mode == "RGBA":
        return Encoded(data=_saved(image, format="WEBP", quality=quality, method=2), format="WEBP", quality=quality)
    subsampling = "4:4:4" if quality >= _FULL_COLOUR_QUALITY else "4:2:0"
    data = _saved(image, format="JPEG", quality=quality, subsampling=subsampling)
    return Encoded(data=data, format="JPEG", quality=quality)


def _saved(image: Image.Image, **how: Any) -> bytes:
    file = BytesIO()
    try:
        image.save(file, icc_profile=image.info.get("icc_profile"), **how)
    except (OSError, ValueError) as error:  # a codec's refusal: nothing is written to a disk here
        raise Unencodable(str(error)) from error
    return file.getvalue()
