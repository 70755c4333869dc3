"""Pictures as small as they can be."""

import io

from PIL import Image

JPEG = b"\xff\xd8\xff\xe0 a JPEG"
PNG = b"\x89PNG\r\n\x1a\n a PNG"
WEBP = b"RIFF\x00\x00\x00\x00WEBP a WEBP"
BMP = b"BM a BMP"


def mask(mode: str = "L", *colours: int | tuple[int, ...]) -> bytes:
    """A PNG one pixel high, of these colours from left to right."""
    image = Image.new(mode, (len(colours), 1))
    for x, colour in enumerate(colours):
        image.putpixel((x, 0), colour)
    return saved(image)


def saved(image: Image.Image, form: str = "PNG", **how: bytes) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **how)
    return file.getvalue()


def opened(data: bytes) -> io.BytesIO:
    return io.BytesIO(data)


def pixels(data: bytes) -> list[int]:
    with Image.open(io.BytesIO(data)) as image:
        return list(image.convert("L").tobytes())
