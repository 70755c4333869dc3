"""Pictures to measure with, and measures. All take BGR bytes, height by width by 3."""

import io
from functools import cache
from importlib.resources import files

import cv2
import numpy as np
from PIL import Image

from bot.sandbox import pictures
from bot.upstreams.local.faces import Face, detect
from bot.upstreams.local.raster import Bytes, Floats, decode, encode

CAT = (files(pictures) / "chelsea.jpg").read_bytes()
ASTRONAUT = pictures.portrait_target()
ADMIRAL = pictures.portrait_source()


@cache
def face_in(picture: bytes) -> Face:
    (face,) = detect(picture)
    return face


def pixels(picture: bytes) -> Bytes:
    return decode(picture).pixels


def image(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture))


def halved(picture: bytes) -> bytes:
    """Of odd sides the last pixel is left out, so that doubling restores the rest."""
    original = pixels(picture)
    height, width = (side // 2 * 2 for side in original.shape[:2])
    return scaled(encode(original[:height, :width]), 0.5)


def scaled(picture: bytes, factor: float) -> bytes:
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return encode(as_bytes(cv2.resize(pixels(picture), None, fx=factor, fy=factor, interpolation=how)))


def turned(picture: bytes, degrees: float) -> bytes:
    original = pixels(picture)
    height, width = original.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return encode(as_bytes(cv2.warpAffine(original, matrix, (width, height), borderMode=cv2.BORDER_REFLECT)))


def bicubic(picture: bytes, like: Bytes) -> Bytes:
    return as_bytes(cv2.resize(pixels(picture), (like.shape[1], like.shape[0]), interpolation=cv2.INTER_CUBIC))


def cropped(original: Bytes, like: Bytes) -> Bytes:
    return original[: like.shape[0], : like.shape[1]]


def as_bytes(values: cv2.typing.MatLike) -> Bytes:
    return np.asarray(values, np.uint8)


def luma(picture: Bytes) -> Floats:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.float32)


def psnr(one: Bytes, other: Bytes) -> float:
    return float(cv2.PSNR(one, other))


def ssim(one: Bytes, other: Bytes) -> float:
    """Mean structural similarity of the lumas, Gaussian window of 11, as in Wang et al. 2004."""
    x, y = luma(one), luma(other)
    mean_x, mean_y = _window(x), _window(y)
    var_x, var_y = _window(x * x) - mean_x**2, _window(y * y) - mean_y**2
    covariance = _window(x * y) - mean_x * mean_y
    c1, c2 = 6.5025, 58.5225
    ratio = (2 * mean_x * mean_y + c1) * (2 * covariance + c2) / ((mean_x**2 + mean_y**2 + c1) * (var_x + var_y + c2))
    return float(ratio.mean())


def correlation(one: Bytes, other: Bytes) -> float:
    """Of the structure, not of light and shade: the lumas without what is broader than a few pixels."""
    x, y = (luma(each) - cv2.GaussianBlur(luma(each), (0, 0), 8) for each in (one, other))
    return float(np.corrcoef(np.ravel(x), np.ravel(y))[0, 1])


def mean_lab(picture: Bytes) -> Floats:
    lab = cv2.cvtColor(picture.astype(np.float32) / np.float32(255), cv2.COLOR_BGR2LAB)
    return np.asarray(lab.reshape(-1, 3).mean(0), np.float32)


def sharpness(picture: Bytes) -> float:
    """The mean gradient of the steepest twentieth."""
    grey = luma(picture)
    gradient = np.hypot(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1))
    return float(gradient[gradient > np.percentile(gradient, 95)].mean())


def _window(plane: Floats) -> Floats:
    return np.asarray(cv2.GaussianBlur(plane, (11, 11), 1.5), np.float32)
