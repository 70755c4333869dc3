"""Making a picture into one that needs help of another kind."""

import io

from PIL import Image, ImageOps

from bot.upstreams.local.watermark import watermark

_MARK = "© Mia's album"
_STRENGTH = 0.6


def grey(picture: bytes) -> bytes:
    """A PNG without its colours."""
    made = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        ImageOps.grayscale(image).save(made, "PNG")
    return made.getvalue()


def stamped(picture: bytes) -> bytes:
    """A PNG with somebody's mark at the bottom right."""
    return watermark(picture, _MARK, strength=_STRENGTH)
