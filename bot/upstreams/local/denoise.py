"""Noise and JPEG blocks: how much there is, and taking it away without the edges."""

import math

import cv2
import numpy as np

from bot.upstreams.local.filters import blur, guided
from bot.upstreams.local.raster import Bytes, Floats

_BLOCK = 8
_SHIFT_STEP = 2
_BAND_ROWS = 512
_NOISE_WINDOW = (15, 15)
_FLATTEST_PERCENTILE = 8
_UNCLIPPED = (4, 250)
_TEXTURE_VARIANCE = 0.6  # what a clean picture has even in its flattest parts


def noise_level(plane: Bytes) -> float:
    """Standard deviation of the noise, read in the flattest parts that are neither black nor blown out."""
    values = plane.astype(np.float32)
    fine = values - blur(values, 2.5)
    variance = cv2.blur(fine * fine, _NOISE_WINDOW)
    usable = cv2.blur(cv2.inRange(plane, *_UNCLIPPED), _NOISE_WINDOW) == np.iinfo(np.uint8).max
    sample = variance[usable] if usable.any() else variance
    seen = float(np.percentile(sample, _FLATTEST_PERCENTILE))
    return math.sqrt(max(seen - _TEXTURE_VARIANCE, 0.0))


def denoise_luma(luma: Bytes, *, strength: float, quantisation: Floats | None) -> Floats:
    """Drop what is too weak to tell from noise or from a JPEG's rounding, in cosine blocks at many offsets, averaged.

    `strength` is in standard deviations of the noise. Yu and Sapiro, "DCT image denoising", 2011; that the JPEG's own
    table serves as threshold is after Nosratinia, "Enhancement of JPEG-compressed images", 2001.
    """
    threshold = np.full((_BLOCK, _BLOCK), strength * noise_level(luma), np.float32)
    if quantisation is not None:
        threshold = np.maximum(threshold, 0.65 * quantisation)
    threshold[0, 0] = 0  # a block's mean is always kept
    return _in_bands(luma, threshold)


def denoise_chroma(chroma: Bytes, *, strength: float, luma: Floats) -> Floats:
    """Even out colour blotches strongly (nobody misses fine colour detail) and bind colour edges to those of `luma`."""
    quiet = cv2.fastNlMeansDenoising(chroma, None, 3 + strength * noise_level(chroma), 5, 15)
    return guided(quiet.astype(np.float32), guide=luma, radius=3, eps=60)


def _in_bands(luma: Bytes, threshold: Floats) -> Floats:
    """Work through the plane in bands of rows, so that memory does not grow with the picture."""
    margin = 2 * _BLOCK
    padded = cv2.copyMakeBorder(luma, margin, margin, margin, margin, cv2.BORDER_REFLECT_101).astype(np.float32)
    height, width = luma.shape
    bands = [
        _shrink(padded[top : min(top + _BAND_ROWS, height) + 2 * margin], threshold)[margin:-margin]
        for top in range(0, height, _BAND_ROWS)
    ]
    return np.asarray(np.vstack(bands)[:, margin : margin + width])


def _shrink(band: Floats, threshold: Floats) -> Floats:
    total, weight = np.zeros_like(band), np.full_like(band, np.finfo(np.float32).eps)
    offsets = range(0, _BLOCK, _SHIFT_STEP)
    for top, left in ((top, left) for top in offsets for left in offsets):
        rows, columns = (
            (side - offset) // _BLOCK * _BLOCK for side, offset in zip(band.shape, (top, left), strict=True)
        )
        place = np.s_[top : top + rows, left : left + columns]
        kept, trust = _keep_strong(band[place], threshold)
        total[place] += kept
        weight[place] += trust
    return total / weight


def _keep_strong(plane: Floats, threshold: Floats) -> tuple[Floats, Floats]:
    """One tiling's estimate times its weight, and the weight: blocks that needed few coefficients count more."""
    rows, columns = plane.shape
    tiled = (rows // _BLOCK, columns // _BLOCK, _BLOCK, _BLOCK)
    blocks = plane.reshape(tiled[0], _BLOCK, tiled[1], _BLOCK).transpose(0, 2, 1, 3)
    cosines = _cosine_basis()
    spectrum = cosines @ blocks @ cosines.T
    strong = np.abs(spectrum) > threshold
    trust = (1 / (1 + strong.sum((2, 3), keepdims=True))).astype(np.float32)
    kept = cosines.T @ (spectrum * strong) @ cosines * trust
    spread = np.broadcast_to(trust, tiled)
    return kept.transpose(0, 2, 1, 3).reshape(rows, columns), spread.transpose(0, 2, 1, 3).reshape(rows, columns)


def _cosine_basis() -> Floats:
    frequency, position = np.mgrid[:_BLOCK, :_BLOCK]
    basis = np.cos(np.pi * (2 * position + 1) * frequency / (2 * _BLOCK)) * np.sqrt(2 / _BLOCK)
    basis[0] /= np.sqrt(2)
    return np.asarray(basis, np.float32)
