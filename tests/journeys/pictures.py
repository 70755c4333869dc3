"""Small real pictures for journeys."""

from io import BytesIO

from PIL import Image

from bot.sandbox.discord import Message, Upload


def png(width: int = 96, height: int = 64, *, name: str = "photo.png") -> Upload:
    """A small colourful picture: a gradient that no side of mirrors onto itself."""
    image = Image.new("RGB", (width, height))
    image.putdata([(x * 255 // width, y * 255 // height, 128) for y in range(height) for x in range(width)])
    target = BytesIO()
    image.save(target, "PNG")
    return Upload(name, target.getvalue())


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height of a picture that can be decoded whole."""
    with Image.open(BytesIO(data)) as image:
        image.load()
        return image.size


def has_picture(message: Message) -> bool:
    """Whether the person sees a file."""
    return bool(message.attachments)
