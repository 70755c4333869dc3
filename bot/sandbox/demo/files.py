"""The pictures in the demo's folder: all PNG, as their names say, whatever they travelled as."""

from io import BytesIO
from pathlib import Path

from PIL import Image


def keep(picture: bytes, path: Path) -> None:
    """Write the same pixels as PNG; a PNG is written as it is."""
    with Image.open(BytesIO(picture)) as image:
        if image.format == "PNG":
            path.write_bytes(picture)
        else:
            image.save(path, "PNG")


def upload_name(picture: bytes, stem: str) -> str:
    """A file name with the extension of what the bytes are."""
    with Image.open(BytesIO(picture)) as image:
        return f"{stem}.{(image.format or 'png').lower()}"
