import numpy as np
import pytest

from bot.upstreams.local.bands import in_bands
from bot.upstreams.local.filters import blur
from bot.upstreams.local.raster import Bytes, to_bytes
from tests.upstreams.local.synthetic import speckled


def blurred(band: Bytes) -> Bytes:
    return to_bytes(blur(band.astype(np.float32), 2))


@pytest.mark.parametrize("height", [1, 511, 512, 513, 1600])
def test_no_seam_is_seen_between_bands(height: int) -> None:
    picture = speckled(9, height)

    assert np.array_equal(in_bands(blurred, picture, margin=12), blurred(picture))


def test_larger_bands_stand_where_they_belong() -> None:
    picture = speckled(3, 1100)

    made = in_bands(lambda band: band.repeat(4, 0), picture, margin=5, scale=4)

    assert np.array_equal(made, picture.repeat(4, 0))


def test_every_plane_is_cut_alike() -> None:
    picture = speckled(3, 700)
    rows = np.arange(700, dtype=np.float32)[:, None]

    made = in_bands(lambda band, row: band * (row[..., None] % 2).astype(np.uint8), picture, rows, margin=7)

    assert np.array_equal(made[::2], np.zeros_like(made[::2]))
    assert np.array_equal(made[1::2], picture[1::2])
