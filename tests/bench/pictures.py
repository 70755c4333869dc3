"""Pictures of a wanted size: noise, as a camera's, so that they are as large as photographs are."""

from functools import cache
from io import BytesIO

from PIL import Image

from bot.sandbox.discord import Upload

_BYTES_PER_PIXEL = 0.42
_TRAILER = b"\0"


@cache
def photograph(size_bytes: int) -> bytes:
    """A JPEG of exactly so many bytes."""
    side = int((size_bytes / _BYTES_PER_PIXEL) ** 0.5)
    picture = Image.merge("RGB", [Image.effect_noise((side, side), sigma) for sigma in (24, 20, 28)])
    target = BytesIO()
    picture.save(target, "JPEG", quality=85)
    if target.tell() > size_bytes:
        raise RuntimeError(f"{target.tell()} bytes instead of {size_bytes}")
    return target.getvalue() + _TRAILER * (size_bytes - target.tell())


@cache
def snapshot() -> Upload:
    """A small picture to send in."""
    target = BytesIO()
    Image.effect_noise((128, 96), 30).convert("RGB").save(target, "PNG")
    return Upload("photo.png", target.getvalue())
