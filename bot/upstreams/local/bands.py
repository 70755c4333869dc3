"""Large planes in parts, so that memory does not grow with the picture."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from bot.upstreams.local.raster import Bytes

Array = npt.NDArray[np.uint8] | npt.NDArray[np.float32]
_ROWS = 512


def in_bands(work: Callable[..., Bytes], *planes: Array, margin: int, scale: int = 1) -> Bytes:
    """What `work` makes of `planes` (as high as one another), band by band; it gets the same rows of each.

    Each band is worked on with `margin` more rows on either side: as far as a pixel's result may depend on others.
    `work` makes `scale` rows of each row.
    """
    height, rows = planes[0].shape[0], _ROWS // scale
    parts = []
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        first, last = max(top - margin, 0), min(bottom + margin, height)
        made = work(*(plane[first:last] for plane in planes))
        parts.append(made[(top - first) * scale : (bottom - first) * scale])
    return np.concatenate(parts)
