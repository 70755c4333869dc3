"""Opening pictures with Pillow: an allow-list of formats, and every way in which a file can be broken as one error."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from PIL import ExifTags, Image, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
"""What we take and make, by Pillow's names."""

EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}

_SIGNATURES = (
    ("JPEG", 0, b"\xff\xd8\xff"),
    ("PNG", 0, b"\x89PNG\r\n\x1a\n"),
    ("WEBP", 8, b"WEBP"),
    ("GIF", 0, b"GIF8"),
    ("BMP", 0, b"BM"),
    ("TIFF", 0, b"II*\x00"),
    ("TIFF", 0, b"MM\x00*"),
    ("AVIF", 4, b"ftypavi"),
    ("HEIC", 4, b"ftyphei"),
    ("HEIC", 4, b"ftypmif1"),
    ("JPEG XL", 0, b"\xff\x0a"),
    ("JPEG XL", 4, b"JXL \r\n\x87\n"),
    ("JPEG 2000", 4, b"jP  \r\n\x87\n"),
    ("ICO", 0, b"\x00\x00\x01\x00"),
    ("PSD", 0, b"8BPS"),
)
_HEAD_BYTES = max(offset + len(signature) for _, offset, signature in _SIGNATURES)


class Undecodable(ValueError):
    """The bytes claim to be a picture and are not a whole one."""


class Unrecognised(Undecodable):
    """Pillow finds none of the formats that were allowed."""


@contextmanager
def opened(file: BinaryIO, *, formats: tuple[str, ...] = FORMATS) -> Iterator[Image.Image]:
    """Open a picture from its header; pixels are decoded as they are used. For worker processes: it is slow.

    Raises Unrecognised and Undecodable, also for what Pillow raises while the picture is used. Pillow's own limit of
    pixels is lifted, so that the caller can say which limit of ours is broken; its warnings (corrupt EXIF, odd
    multi-picture files) are no reason to refuse a picture that decodes. Both are the process's, hence a process of its
    own.
    """
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(file, formats=formats) as image:
            yield image
    except UnidentifiedImageError as error:
        raise Unrecognised from error
    except (OSError, SyntaxError, ValueError, EOFError, LookupError, OverflowError, struct.error, zlib.error) as error:
        raise Undecodable from error
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def claimed_format(file: BinaryIO) -> str | None:
    """What the first bytes say the file is; None where they are no picture's that we know."""
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    for name, offset, signature in _SIGNATURES:
        if head.startswith(signature, offset):
            return name
    return None


def format_of(image: Image.Image) -> str:
    """The format by its usual name: a phone's multi-picture file (MPO) is a JPEG with a second picture behind it."""
    return "JPEG" if image.format == "MPO" else image.format or ""


def orientation(image: Image.Image) -> int:
    """EXIF's way up, 1..8; 1 (upright) where there is none or it is broken, as a picture can be read without it."""
    try:
        asked = image.getexif().get(ExifTags.Base.Orientation)
    except (OSError, SyntaxError, ValueError, LookupError, struct.error):
        return 1
    return asked if isinstance(asked, int) else 1
