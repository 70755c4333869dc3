"""Files of a form, as a page describes them, and what a file that came turns out to be."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from bot.sandbox.upstreams.ailab.rules import Rule

JPEG_PNG = frozenset({"JPEG", "PNG"})
WITH_BMP = JPEG_PNG | {"BMP"}
WITH_WEBP = JPEG_PNG | {"WEBP"}
ALL_FORMATS = JPEG_PNG | {"BMP", "WEBP"}

_ENDINGS = {
    "JPEG": ("jpg", "jpeg"),
    "PNG": ("png",),
    "BMP": ("bmp",),
    "WEBP": ("webp",),
    "GIF": ("gif",),
}
_TYPES = {
    "JPEG": ("image/jpeg",),
    "PNG": ("image/png",),
    "BMP": ("image/bmp", "image/x-ms-bmp"),
    "WEBP": ("image/webp",),
    "GIF": ("image/gif",),
}
_GREYS = frozenset({"1", "L", "LA"})
_EIGHT_BITS = frozenset({*_GREYS, "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file part. Width and height are more than `above` and less than `below`, as they are written.

    `colours` are Pillow's modes; None for any of 8 bits. A `mask` is as large as the file `image`; a `grey_mask` is an
    8-bit PNG without a profile besides, in grey whatever its channels.
    """

    name: str = "image"
    formats: frozenset[str] = JPEG_PNG
    megabytes: float = 5
    above: tuple[int, int] = (0, 0)
    below: tuple[int, int] = (4096, 4096)
    ratio: float | None = None
    colours: frozenset[str] | None = None
    required: bool = True
    mask: bool = False
    grey_mask: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file as it came, its format and mode in Pillow's words. `picture` can be read by whoever works on it.

    `is_grey`: a PNG, grey or with equal channels, opaque.
    """

    name: str
    media_type: str
    size: int
    format: str
    mode: str
    width: int
    height: int
    is_grey: bool
    has_profile: bool
    picture: bytes

    @property
    def is_well_named(self) -> bool:
        """Whether the extension fits the bytes."""
        return self.name.rpartition(".")[2].lower() in _ENDINGS[self.format]

    @property
    def is_well_typed(self) -> bool:
        """Whether the content type fits the bytes."""
        return self.media_type in _TYPES[self.format]


def read_file(name: str, media_type: str, data: bytes) -> Sent | None:
    """What the bytes are; None for what cannot be decoded."""
    try:
        with Image.open(BytesIO(data), formats=tuple(_ENDINGS)) as image:
            image.load()
            return Sent(
                name=name,
                media_type=media_type,
                size=len(data),
                format=str(image.format),
                mode=image.mode,
                width=image.width,
                height=image.height,
                is_grey=image.format == "PNG" and _is_grey(image),
                has_profile="icc_profile" in image.info,
                picture=data if image.format in WITH_WEBP else _as_png(image),
            )
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def breaches(file: File, sent: Sent, megabyte: int) -> list[tuple[Rule, str, str]]:
    """What is wrong with it: the rule, the vendor's code (which check has which is inferred), and a sentence."""
    sides = f"{sent.width}x{sent.height} pixels"
    ratio = max(sent.width, sent.height) / min(sent.width, sent.height)
    checks = (
        (Rule.FILE_BYTES, sent.size > file.megabytes * megabyte, "FILE_SIZE_EXCEEDS_LIMIT", f"has {sent.size} bytes"),
        (Rule.FILE_FORMAT, sent.format not in file.formats, "UNSUPPORTED_FILE_TYPES", f"is {sent.format}"),
        (Rule.FILE_NAME, not sent.is_well_named, "UNSUPPORTED_FILE_TYPES", f"is {sent.format} and called otherwise"),
        (Rule.FILE_TYPE, not sent.is_well_typed, "UNSUPPORTED_FILE_TYPES", f"is {sent.format}, not {sent.media_type}"),
        (Rule.TOO_SMALL, _is_too_small(file, sent), "ERROR_LOW_RESOLUTION", f"has {sides}"),
        (Rule.TOO_LARGE, _is_too_large(file, sent), "FILE_RESOLUTION_EXCEEDS_LIMITS", f"has {sides}"),
        (Rule.TOO_LONG, ratio > (file.ratio or ratio), "FILE_RESOLUTION_EXCEEDS_LIMITS", f"has {sides}"),
        (Rule.COLOURS, not _has_its_colours(file, sent), _colour_code(sent), f"has the mode {sent.mode}"),
        (Rule.MASK_FORM, file.grey_mask and not _is_grey_mask(sent), "ERROR_INVALID_FILE", "is no plain grey mask"),
    )
    return [(rule, code, sentence) for rule, is_broken, code, sentence in checks if is_broken]


def _is_too_small(file: File, sent: Sent) -> bool:
    return sent.width <= file.above[0] or sent.height <= file.above[1]


def _is_too_large(file: File, sent: Sent) -> bool:
    return sent.width >= file.below[0] or sent.height >= file.below[1]


def _has_its_colours(file: File, sent: Sent) -> bool:
    return sent.mode in (_EIGHT_BITS if file.colours is None else file.colours)


def _colour_code(sent: Sent) -> str:
    return "ERROR_UNSUPPORTED_GRAYSCALE_IMAGE" if sent.mode in _GREYS else "UNSUPPORTED_FILE_TYPES"


def _is_grey_mask(sent: Sent) -> bool:
    return sent.is_grey and not sent.has_profile


def _is_grey(image: Image.Image) -> bool:
    """Grey, or RGB with equal channels, or that with an alpha of 255 throughout."""
    if image.mode not in {"L", "RGB", "RGBA"}:
        return False
    red, green, blue, alpha = image.convert("RGBA").split()
    return red.tobytes() == green.tobytes() == blue.tobytes() and alpha.getextrema() == (255, 255)


def _as_png(image: Image.Image) -> bytes:
    target = BytesIO()
    image.convert("RGBA" if image.has_transparency_data else "RGB").save(target, "PNG")
    return target.getvalue()
