"""Pictures as arrays."""

import cv2
import numpy as np
import numpy.typing as npt

from bot.upstreams.local.raster import decode, encode

Pixels = npt.NDArray[np.int16]


def rgb(picture: bytes) -> Pixels:
    """Height by width by red, green, blue."""
    return np.asarray(decode(picture).pixels[..., ::-1], np.int16)


def flat(colour: tuple[int, int, int], *, size: tuple[int, int] = (96, 80)) -> bytes:
    """A PNG of one RGB colour; `size` is width and height."""
    return encode(np.full((size[1], size[0], 3), colour[::-1], np.uint8))


def halves(left: tuple[int, int, int], right: tuple[int, int, int], *, size: tuple[int, int] = (96, 80)) -> bytes:
    """A PNG of two colours."""
    pixels = np.full((size[1], size[0], 3), left[::-1], np.uint8)
    pixels[:, size[0] // 2 :] = right[::-1]
    return encode(pixels)


def shrunk(picture: bytes) -> bytes:
    """A PNG of a third of both sides, in which faces are found sooner."""
    return encode(
        np.asarray(cv2.resize(decode(picture).pixels, None, fx=1 / 3, fy=1 / 3, interpolation=cv2.INTER_AREA))
    )


def distance(one: bytes, other: bytes) -> float:
    """How far two pictures of a size are apart on average, 0 to 255."""
    return float(np.abs(rgb(one) - rgb(other)).mean())
