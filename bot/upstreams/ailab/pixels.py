"""Pictures that are written anew before they are sent: masks, and what must not be transparent.

Both have been decoded once already, in a worker process, when they came in.
"""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageChops

from bot.domain.errors import Rejected
from bot.domain.sentences import Reason
from bot.domain.toolbox.marking import MASK

_SEE_THROUGH = ("PNG", "WEBP")
_BACKGROUND = (255, 255, 255, 255)


def plain_mask(data: bytes, *, inverted: bool) -> bytes:
    """An 8-bit grey PNG without a profile; what is transparent is not marked. Raises Rejected for what is no PNG."""
    with _opened(data, ("PNG",), slot=MASK) as image:
        layers = image.convert("RGBA").convert("LA")
    grey = Image.composite(layers.getchannel("L"), Image.new("L", layers.size, 0), layers.getchannel("A"))
    return _saved(ImageChops.invert(grey) if inverted else grey, "PNG")


def opaque(data: bytes, *, slot: str) -> bytes:
    """The same bytes, or the picture on white if parts of it are transparent. Raises Rejected for what is no picture.

    EXIF stays, since it may turn the picture.
    """
    with _opened(data, ("JPEG", *_SEE_THROUGH), slot=slot) as image:
        if not image.has_transparency_data:
            return data
        layers, form, exif = image.convert("RGBA"), str(image.format), image.getexif()
    white = Image.alpha_composite(Image.new("RGBA", layers.size, _BACKGROUND), layers)
    return _saved(white.convert("RGB"), form, exif=exif.tobytes())


@contextmanager
def _opened(data: bytes, formats: tuple[str, ...], *, slot: str) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(data), formats=formats) as image:
            yield image
    except (OSError, SyntaxError, ValueError, LookupError, struct.error) as error:
        raise Rejected(Reason.BROKEN_PICTURE, slot=slot) from error


def _saved(image: Image.Image, form: str, **how: bytes) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **how)
    return file.getvalue()
