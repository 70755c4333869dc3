"""Picture bytes to pixels and back."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms, ImageOps

from bot.upstreams.local.errors import BadPicture

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

MAX_SIDE = 9216
MAX_PIXELS = 50_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_OPAQUE = 255
_WITH_COLOUR = 3  # dimensions
_SIXTEEN_TO_EIGHT_BIT = 1 / 257


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """A picture as shown (EXIF orientation applied), in sRGB.

    `pixels` is height by width by BGR. `alpha` is None for an opaque picture. `grey`: it came without colour.
    `quantisation` is the luma table of a JPEG, 8x8 with the mean's step first.
    """

    pixels: Bytes
    alpha: Bytes | None = None
    grey: bool = False
    quantisation: Floats | None = None


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn OpenCV's errors, which do not survive pickling, into MemoryError or RuntimeError."""
    try:
        yield
    except cv2.error as error:
        if error.code == cv2.Error.StsNoMem:
            raise MemoryError(error.err) from None
        raise RuntimeError(f"{error.func}: {error.err}") from None


def decode(picture: bytes) -> Raster:
    """Open a picture; of an animation the first frame. Sizes are judged before a pixel is decoded.

    Raises BadPicture.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of what we judge ourselves: size, odd EXIF, odd profiles
            return _decode(picture)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        # Pillow's decoders raise all of these for broken files
        raise BadPicture("not a JPEG, PNG or WebP picture that can be opened") from error


def encode(pixels: Bytes, alpha: Bytes | None = None) -> bytes:
    """Make a PNG of BGR or single-channel pixels, with `alpha` if there is any: then it has colour channels too."""
    colours = (pixels,) if pixels.ndim == _WITH_COLOUR else (pixels,) * 3
    channels = pixels if alpha is None else np.dstack([*colours, alpha])
    made, png = cv2.imencode(".png", channels)
    if not made:
        raise BadPicture("the result cannot be written as PNG")
    return png.tobytes()


def encode_like(raster: Raster, pixels: Bytes) -> bytes:
    """Make a PNG of BGR pixels of the size of `raster`, as grey and as transparent as that is."""
    plain = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8) if raster.grey else pixels
    return encode(plain, raster.alpha)


def to_bytes(values: cv2.typing.MatLike) -> Bytes:
    """Round to whole levels, held within 0..255."""
    return np.asarray(np.clip(values + 0.5, 0, _OPAQUE), np.uint8)


def _decode(picture: bytes) -> Raster:
    with Image.open(io.BytesIO(picture), formats=_FORMATS) as image:
        width, height = image.size
        if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
            raise BadPicture(f"{width}x{height} pixels are too many")
        tables: dict[int, list[int]] = getattr(image, "quantization", None) or {}
        quantisation = np.array(tables[0], np.float32).reshape(8, 8) if 0 in tables else None
        return _rasterise(_upright_srgb(image), quantisation)


def _rasterise(image: Image.Image, quantisation: Floats | None) -> Raster:
    grey = image.mode in {"1", "L", "LA", "I", "F"} or image.mode.startswith("I;16")
    see_through = image.has_transparency_data
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * _SIXTEEN_TO_EIGHT_BIT).convert("L")
    rgba = np.asarray(image.convert("RGBA" if see_through else "RGB"))
    alpha = np.ascontiguousarray(rgba[..., 3]) if see_through and rgba[..., 3].min() < _OPAQUE else None
    return Raster(pixels=np.ascontiguousarray(rgba[..., 2::-1]), alpha=alpha, grey=grey, quantisation=quantisation)


def _upright_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    if not profile or upright.mode not in {"RGB", "CMYK"}:
        return upright
    try:
        wide = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(upright, wide, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a broken profile: the numbers are shown as they are
        return upright
    return converted if converted is not None else upright
