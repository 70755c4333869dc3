from importlib.resources import files

import numpy as np
import pytest

from bot.sandbox import pictures
from bot.upstreams.local.denoise import noise_level
from bot.upstreams.local.faces import detect
from bot.upstreams.local.raster import decode


@pytest.mark.parametrize("portrait", [pictures.portrait_source(), pictures.portrait_target()])
def test_each_portrait_shows_exactly_one_face(portrait: bytes) -> None:
    assert len(detect(portrait)) == 1


def test_the_photo_needs_enhancement() -> None:
    worn = decode(pictures.photo()).pixels
    clean = decode((files(pictures) / "chelsea.jpg").read_bytes()).pixels

    assert worn.shape == clean.shape
    noise_before, noise_after = (noise_level(np.ascontiguousarray(each[..., 1])) for each in (clean, worn))
    assert noise_after > 2 * noise_before


def test_the_photo_is_the_same_each_time() -> None:
    assert pictures.photo() == pictures.photo()


def test_every_picture_is_small_and_its_origin_is_told() -> None:
    folder = files(pictures)
    sources = (folder / "SOURCES.md").read_text(encoding="utf-8")
    kept = [entry for entry in folder.iterdir() if entry.name.endswith(".jpg")]

    assert len(kept) == 3
    for picture in kept:
        assert len(picture.read_bytes()) <= 120_000
        assert f"`{picture.name}`" in sources
