"""What is in this file? Decided by decoding it, never by a file name or a header that somebody sent."""

import os
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from PIL import Image, ImageChops

from bot.domain.errors import Refused, Unreachable
from bot.domain.offers import Shape
from bot.domain.sentences import Reason
from bot.media.decoding import FORMATS, Undecodable, Unrecognised, claimed_format, format_of, opened, orientation
from bot.media.failures import translated
from bot.media.settings import MediaSettings
from bot.pool import Busy, Crashed, Runner, TooSlow

_GLANCE = (64, 64)
_COLOURLESS = 12
"""By how much the channels of a grey picture may differ, of 255: JPEG's own noise."""
_SIDEWAYS = frozenset({5, 6, 7, 8})
"""EXIF orientations that swap width and height."""


class Inspector:
    """Looks at pictures in a worker process."""

    def __init__(self, pool: Runner, settings: MediaSettings) -> None:
        self._pool = pool
        self._settings = settings

    async def inspect(self, file: Path, *, slot: str) -> Shape:
        """The picture's shape. Raises Refused as `look` does; a picture that kills or stalls its worker is broken.

        Raises StorageFailed where the file cannot be opened.
        """
        looking = partial(look, slot=slot, max_pixels=self._settings.max_pixels)
        try:
            with translated(missing=True):
                return await self._pool.run(looking, file, timeout_s=self._settings.inspect_timeout_s)
        except (Crashed, TooSlow) as error:
            raise Refused(Reason.BROKEN_PICTURE, slot=slot, detail=f"worker: {type(error).__name__}") from error
        except Busy as error:
            raise Unreachable(Reason.BUSY, detail=str(error)) from error


def look(path: Path, *, slot: str, max_pixels: int) -> Shape:
    """Decode a picture wholly and give its shape; for worker processes.

    Raises Refused: NOT_AN_IMAGE, WRONG_FORMAT, ANIMATED, TOO_MANY_PIXELS (from the header, before decoding),
    BROKEN_PICTURE. Raises OSError where there is no such file.
    """
    with path.open("rb") as file:
        try:
            with opened(file, formats=(*FORMATS, "GIF")) as image:
                _refuse_header(image, slot=slot, max_pixels=max_pixels)
                return _shape(image, os.fstat(file.fileno()).st_size)
        except Unrecognised as error:
            raise _unrecognised(file, slot) from error
        except Undecodable as error:
            raise Refused(Reason.BROKEN_PICTURE, slot=slot, detail=repr(error.__cause__)[:200]) from error


def _refuse_header(image: Image.Image, *, slot: str, max_pixels: int) -> None:
    width, height = image.size
    if width * height > max_pixels:
        raise Refused(Reason.TOO_MANY_PIXELS, slot=slot, width=width, height=height, max_pixels=max_pixels)
    frames = 1 if image.format == "MPO" else getattr(image, "n_frames", 1)
    if frames > 1:
        raise Refused(Reason.ANIMATED, slot=slot, frames=frames)
    if format_of(image) not in FORMATS:
        raise _wrong_format(format_of(image), slot)


def _shape(image: Image.Image, size_bytes: int) -> Shape:
    width, height = image.size
    image.draft(None, (1, 1))  # a JPEG is read to its end all the same, at an eighth of its size in memory
    image.load()
    if orientation(image) in _SIDEWAYS:
        width, height = height, width
    return Shape(format=format_of(image), size_bytes=size_bytes, width=width, height=height, is_grey=_is_grey(image))


def _is_grey(image: Image.Image) -> bool:
    """Whether red, green and blue say the same everywhere, as far as a small copy shows."""
    small = image.resize(_GLANCE, Image.Resampling.NEAREST).convert("RGB")
    red, green, blue = small.split()
    spread = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    _, most = cast("tuple[int, int]", spread.getextrema())
    return most <= _COLOURLESS


def _unrecognised(file: BinaryIO, slot: str) -> Refused:
    name = claimed_format(file)
    if name is None:
        return Refused(Reason.NOT_AN_IMAGE, slot=slot)
    if name in FORMATS or name == "GIF":
        return Refused(Reason.BROKEN_PICTURE, slot=slot)
    return _wrong_format(name, slot)


def _wrong_format(name: str, slot: str) -> Refused:
    return Refused(Reason.WRONG_FORMAT, slot=slot, format=name, accepted=", ".join(FORMATS))
