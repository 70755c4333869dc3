"""What a picture's bytes are, and the cheap derivatives of it that a vendor hands out beside the main result."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageEnhance

from bot.sandbox.upstreams.failures import NotAPicture, TooLarge

EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the header says: pixels, bytes, extension without a dot."""

    width: int
    height: int
    size: int
    ext: str


def inspect(picture: bytes) -> Facts:
    """Read the header only; nothing is decoded.

    Raises NotAPicture, or TooLarge where Pillow refuses the announced pixels.
    """
    try:
        with Image.open(BytesIO(picture), formats=tuple(EXTENSIONS)) as image:
            return Facts(width=image.width, height=image.height, size=len(picture), ext=EXTENSIONS[str(image.format)])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLarge("the picture has too many pixels") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise NotAPicture("the bytes are no picture that this vendor reads") from error


def crop(picture: bytes, *, part: int, parts: int) -> bytes:
    """The `part`-th (from 0) of `parts` upright slices of the picture's middle: what stands for a face here."""
    with Image.open(BytesIO(picture), formats=tuple(EXTENSIONS)) as image:
        left, right = image.width * part // parts, image.width * (part + 1) // parts
        return _encode(image.crop((left, image.height // 4, max(right, left + 1), max(image.height * 3 // 4, 1))))


def variant(picture: bytes, number: int) -> bytes:
    """The picture with a colour strength that differs for each number: what stands for another output."""
    with Image.open(BytesIO(picture), formats=tuple(EXTENSIONS)) as image:
        return _encode(ImageEnhance.Color(image.convert("RGB")).enhance(1 / (number + 1)))


def _encode(image: Image.Image) -> bytes:
    target = BytesIO()
    image.convert("RGB").save(target, "JPEG", quality=90)
    return target.getvalue()
