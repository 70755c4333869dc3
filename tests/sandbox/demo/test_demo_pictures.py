"""What the demo's pictures show."""

import io

import numpy as np
import pytest
from PIL import Image

from bot.sandbox import pictures
from tests.sandbox.demo.playing import Played, pixels

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_the_enhanced_picture_shows_the_same_thing_larger_or_crisper(played: Played) -> None:
    before = pixels(played.out / "enhance-before.png")
    after = pixels(played.out / "enhance-after.png")
    small = pixels(played.out / "enhance-after.png", (before.shape[1], before.shape[0]))

    assert after.shape[0] >= before.shape[0]
    assert np.corrcoef(before.ravel(), small.ravel())[0, 1] > 0.9
    assert np.abs(before - small).mean() > 0.5


def test_the_swapped_picture_is_the_target_with_another_face(played: Played) -> None:
    target = pixels(played.out / "faceswap-target.png")
    after = pixels(played.out / "faceswap-after.png", (target.shape[1], target.shape[0]))
    changed = np.abs(target - after).mean(axis=2)
    height, width = changed.shape
    middle = changed[height // 5 : height * 3 // 5, width // 4 : width * 3 // 4]

    assert np.corrcoef(target.ravel(), after.ravel())[0, 1] > 0.8
    assert middle.mean() > 4 * changed[:, : width // 10].mean()
    assert middle.mean() > 2


def test_the_two_portraits_are_different_pictures(played: Played) -> None:
    source, target = (played.out / f"faceswap-{name}.png" for name in ("source", "target"))

    assert source.read_bytes() != target.read_bytes()


def test_the_face_that_was_picked_is_the_one_that_changed(played: Played) -> None:
    before, after = (pixels(played.out / f"group-{name}.png") for name in ("before", "after"))
    changed = np.abs(before - after).mean(axis=2)
    half = changed.shape[1] // 2

    assert changed[:, half:].mean() > 4 * changed[:, :half].mean()


def test_three_seeds_make_three_pictures_of_the_same_size(played: Played) -> None:
    first, second, third = (pixels(played.out / f"imagine-{number}.png") for number in (1, 2, 3))

    assert first.shape == second.shape == third.shape == (512, 768, 3)
    assert min(np.abs(one - other).mean() for one, other in ((first, second), (second, third), (first, third))) > 2


def test_the_hair_is_another_colour_and_the_rest_is_as_it_was(played: Played) -> None:
    before, after = (pixels(played.out / name) for name in ("faceswap-target.png", "haircolor-after.png"))
    changed = np.abs(before - after).mean(axis=2)

    assert changed[30:180, 150:430].mean() > 20
    assert changed[300:].mean() < 2


def test_what_was_colourless_has_colours(played: Played) -> None:
    with Image.open(played.out / "colorize-before.png") as image:
        assert image.mode == "L"
    after = pixels(played.out / "colorize-after-1.png")

    assert np.ptp(after, axis=2).mean() > 20


def test_the_mark_is_gone_and_the_rest_is_as_it_was(played: Played) -> None:
    with Image.open(io.BytesIO(pictures.portrait_source())) as image:
        clean = np.asarray(image.convert("RGB"), dtype=np.float64)
    before, after = (pixels(played.out / f"erase-{name}.png") for name in ("before", "after"))
    marked = np.abs(before - clean).max(axis=2) > 0

    assert np.abs(after - clean)[marked].mean() < 0.5 * np.abs(before - clean)[marked].mean()
    assert np.abs(after - clean)[:500].max() == 0


def test_what_was_cut_out_has_nothing_behind_it(played: Played) -> None:
    with Image.open(played.out / "removebg-after.png") as image:
        alpha = np.asarray(image.getchannel("A"))

    assert (alpha[:200, :100].max(), alpha[300, 300]) == (0, 255)
