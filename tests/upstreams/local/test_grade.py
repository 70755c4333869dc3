import numpy as np
import pytest

from bot.upstreams.local.grade import grade
from bot.upstreams.local.raster import encode
from tests.upstreams.local.measures import ADMIRAL, ASTRONAUT, as_bytes, pixels, psnr

TO_709 = np.array(
    [[1.617523, -0.537287, -0.080237], [-0.070573, 1.334613, -0.264040], [-0.021102, -0.226954, 1.248056]]
)


def recorded(picture: bytes) -> bytes:
    """As an ALEXA would record it, at EI 800."""
    seen = pixels(picture)[..., ::-1] / 255
    light = np.where(seen <= 0.04045, seen / 12.92, ((seen + 0.055) / 1.055) ** 2.4) @ np.linalg.inv(TO_709).T
    log = np.where(
        light > 0.010591,
        0.24719 * np.log10(np.maximum(5.555556 * light + 0.052272, 1e-6)) + 0.385537,
        5.367655 * light + 0.092809,
    )
    return encode(as_bytes(np.clip(log * 255 + 0.5, 0, 255)[..., ::-1]))


@pytest.mark.parametrize("original", [ADMIRAL, ASTRONAUT], ids=["admiral", "astronaut"])
def test_log_footage_looks_as_it_was_seen(original: bytes) -> None:
    assert psnr(pixels(grade(recorded(original))), pixels(original)) > 24
    assert psnr(pixels(recorded(original)), pixels(original)) < 18


@pytest.mark.parametrize(("level", "seen"), [(0.092809, 0), (0.391, 0.46)], ids=["black", "middle grey"])
def test_the_curves_own_anchors_come_out_right(level: float, seen: float) -> None:
    surface = encode(np.full((4, 4, 3), round(level * 255), np.uint8))

    assert pixels(grade(surface)).mean() / 255 == pytest.approx(seen, abs=0.015)


def test_brighter_is_never_darker() -> None:
    ramp = encode(np.arange(256, dtype=np.uint8)[None].repeat(3, 0))

    assert np.diff(pixels(grade(ramp))[0, :, 0].astype(int)).min() >= 0
