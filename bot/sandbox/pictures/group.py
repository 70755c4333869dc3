"""Several people in one picture."""

import io

import numpy as np
from PIL import Image

from bot.sandbox.pictures.album import portrait_source, portrait_target


def group() -> bytes:
    """Grace Hopper, and to her right Eileen Collins: a JPEG of 1112 by 600, two faces, the same bytes each time."""
    people = [_load(picture) for picture in (portrait_source(), portrait_target())]
    height = min(person.height for person in people)
    scaled = [person.resize((round(person.width * height / person.height), height)) for person in people]
    joined = io.BytesIO()
    Image.fromarray(np.hstack([np.asarray(person) for person in scaled])).save(joined, "JPEG", quality=92)
    return joined.getvalue()


def _load(picture: bytes) -> Image.Image:
    with Image.open(io.BytesIO(picture)) as image:
        return image.convert("RGB")
