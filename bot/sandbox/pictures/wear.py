"""Making a clean picture look like one from an old phone."""

import io

import numpy as np
from PIL import Image, ImageFilter

_SEED = 7


def wear_out(picture: bytes, *, blur: float = 0.9, noise: float = 8, quality: int = 45) -> bytes:
    """Soften (sigma in pixels), add sensor noise (standard deviation of 255) and compress. Always the same JPEG."""
    with Image.open(io.BytesIO(picture)) as image:
        soft = np.asarray(image.convert("RGB").filter(ImageFilter.GaussianBlur(blur)), np.float32)
    noisy = soft + noise * np.random.default_rng(_SEED).standard_normal(soft.shape, np.float32)
    worn = io.BytesIO()
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(worn, "JPEG", quality=quality)
    return worn.getvalue()
