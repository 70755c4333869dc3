"""A clearer, larger picture."""

from dataclasses import dataclass

import cv2
import numpy as np

from bot.domain.modes import EnhanceMode
from bot.upstreams.local.denoise import denoise_chroma, denoise_luma
from bot.upstreams.local.filters import blur
from bot.upstreams.local.focus import softness
from bot.upstreams.local.raster import Bytes, Floats, Raster, decode, encode, plain_errors, to_bytes
from bot.upstreams.local.resample import Size, output_size, resize, super_sample
from bot.upstreams.local.tone import add_grain, deepen, gain_for_shadows, sharpen, soften

_NEUTRAL = 128.0
_SKIN_RED, _SKIN_BLUE = (133, 173), (77, 127)  # Chai and Ngan, "Face segmentation using skin-color map", 1999


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recipe:
    """How much of each step. Noise strengths in standard deviations, `deblur` in output pixels, the rest factors.

    `deblur` and `sharpness` are for a soft picture; a crisp one gets little of them.
    """

    luma_noise: float = 3.3
    chroma_noise: float = 2.0
    deblur: float = 0.55
    sharpness: float = 0.55
    depth: float = 0.12
    shadows: float = 0.0
    skin: float = 0.0
    grain: float = 0.8


_RECIPES = {
    EnhanceMode.PHOTO: _Recipe(),
    EnhanceMode.PORTRAIT: _Recipe(sharpness=0.45, depth=0.06, skin=0.6),
    EnhanceMode.LOWLIGHT: _Recipe(luma_noise=4.2, chroma_noise=3.5, sharpness=0.5, shadows=1.0),
    EnhanceMode.DETAIL: _Recipe(luma_noise=3.2, deblur=0.7, sharpness=1.1, depth=0.35),
}


@plain_errors()
def enhance(picture: bytes, mode: EnhanceMode = EnhanceMode.PHOTO) -> bytes:
    """Take away noise and JPEG blocks, double the sides (up to 16 MP in all), sharpen. A PNG. Raises BadPicture."""
    raster = decode(picture)
    height, width = raster.pixels.shape[:2]
    size = output_size(width, height)
    pixels = _work(raster, size, _RECIPES[mode])
    alpha = None if raster.alpha is None else to_bytes(resize(raster.alpha.astype(np.float32), size))
    return encode(pixels, alpha)


def _work(raster: Raster, size: Size, recipe: _Recipe) -> Bytes:
    pixels, quantisation = raster.pixels, raster.quantisation
    if size[0] < pixels.shape[1]:
        pixels, quantisation = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8), None
    luma, *chroma = (np.asarray(plane, np.uint8) for plane in cv2.split(cv2.cvtColor(pixels, cv2.COLOR_BGR2YCrCb)))
    clean = denoise_luma(luma, strength=recipe.luma_noise, quantisation=quantisation)
    gain = gain_for_shadows(clean, strength=recipe.shadows)
    vivid = np.sqrt(gain)  # the full gain would overdo the colours
    colour = [
        _NEUTRAL + vivid * (denoise_chroma(plane, strength=recipe.chroma_noise, luma=clean) - _NEUTRAL)
        for plane in chroma
    ]
    fine = _finish(clean * gain, _skin(*colour), size, recipe)
    if raster.grey:
        return to_bytes(fine)
    merged = to_bytes(cv2.merge([fine, *(resize(plane, size) for plane in colour)]))
    return np.asarray(cv2.cvtColor(merged, cv2.COLOR_YCrCb2BGR), np.uint8)


def _finish(luma: Floats, skin: Floats, size: Size, recipe: _Recipe) -> Floats:
    soft = softness(luma)
    fine = super_sample(luma, size, psf=1 + recipe.deblur * soft, passes=4)
    fine = sharpen(fine, amount=recipe.sharpness * (0.2 + soft), radius=1.5)
    fine = deepen(fine, amount=recipe.depth)
    fine = soften(fine, where=resize(skin, size), amount=recipe.skin)
    return add_grain(fine, level=recipe.grain)


def _skin(red: Floats, blue: Floats) -> Floats:
    """Where the colour may be skin's, 0..1."""
    likely = cv2.bitwise_and(cv2.inRange(red, *_SKIN_RED), cv2.inRange(blue, *_SKIN_BLUE))
    return blur(np.asarray(likely, np.float32) / np.float32(255), 2)
