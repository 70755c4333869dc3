import cv2
import numpy as np
import pytest

from bot.domain.modes import EnhanceMode
from bot.sandbox.pictures.wear import wear_out
from bot.upstreams.local.denoise import noise_level
from bot.upstreams.local.enhance import enhance
from bot.upstreams.local.raster import encode
from bot.upstreams.local.resample import output_size
from tests.upstreams.local.measures import (
    ADMIRAL,
    ASTRONAUT,
    CAT,
    as_bytes,
    bicubic,
    cropped,
    halved,
    image,
    luma,
    mean_lab,
    pixels,
    psnr,
    sharpness,
    ssim,
)

MODES = tuple(EnhanceMode)
ORIGINALS = pytest.mark.parametrize(
    "original",
    [
        pytest.param(CAT, id="cat"),
        pytest.param(ASTRONAUT, id="astronaut", marks=pytest.mark.slow),
        pytest.param(ADMIRAL, id="admiral", marks=pytest.mark.slow),
    ],
)


@pytest.mark.parametrize("mode", MODES)
def test_both_sides_are_doubled(mode: EnhanceMode) -> None:
    made = image(enhance(halved(CAT), mode))

    width, height = image(halved(CAT)).size
    assert (made.format, made.size) == ("PNG", (2 * width, 2 * height))


@pytest.mark.parametrize("size", [(9216, 5425), (4000, 4001), (1, 9216)])
def test_an_output_never_exceeds_sixteen_megapixels(size: tuple[int, int]) -> None:
    width, height = output_size(*size)

    assert width * height <= 16_000_000
    assert width / size[0] <= 2


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_picture_beyond_the_cap_comes_out_at_the_cap() -> None:
    made = image(enhance(encode(np.full((4100, 4100), 90, np.uint8))))

    assert made.size == (4000, 4000)


@ORIGINALS
def test_the_result_is_nearer_to_the_original_than_a_bicubic_enlargement(original: bytes) -> None:
    worn = wear_out(halved(original), blur=0.6, noise=7, quality=50)
    made = pixels(enhance(worn))
    truth = cropped(pixels(original), made)
    plain = bicubic(worn, made)

    assert psnr(made, truth) > psnr(plain, truth) + 0.05
    assert ssim(made, truth) > ssim(plain, truth) + 0.01


@pytest.mark.parametrize(("mode", "share"), [("photo", 0.55), ("portrait", 0.4), ("lowlight", 0.55), ("detail", 0.7)])
def test_noise_gets_much_less(mode: str, share: float) -> None:
    worn = wear_out(CAT)
    made = pixels(enhance(worn, EnhanceMode(mode)))
    shrunk = as_bytes(cv2.resize(made, image(worn).size, interpolation=cv2.INTER_AREA))

    assert noise_level(as_bytes(luma(shrunk))) < share * noise_level(as_bytes(luma(pixels(worn))))


@ORIGINALS
@pytest.mark.parametrize("mode", [EnhanceMode.PHOTO, EnhanceMode.DETAIL])
def test_edges_are_steeper_than_a_bicubic_enlargement_has_them(original: bytes, mode: EnhanceMode) -> None:
    worn = wear_out(original)
    made = pixels(enhance(worn, mode))

    assert sharpness(made) > 1.15 * sharpness(bicubic(worn, made))


@ORIGINALS
@pytest.mark.parametrize("mode", [EnhanceMode.PHOTO, EnhanceMode.PORTRAIT, EnhanceMode.DETAIL])
def test_the_mean_colour_stays(original: bytes, mode: EnhanceMode) -> None:
    worn = wear_out(original)

    shift = np.abs(mean_lab(pixels(enhance(worn, mode))) - mean_lab(pixels(worn)))

    assert shift[0] < 0.7
    assert shift[1:].max() < 0.7


def test_a_clean_sharp_picture_is_not_made_a_painting() -> None:
    made = pixels(enhance(ADMIRAL))

    assert psnr(made, bicubic(ADMIRAL, made)) > 29


def test_edges_do_not_get_halos() -> None:
    step = np.full((80, 120, 3), 60, np.uint8)
    step[:, 60:] = 190
    made = luma(pixels(enhance(encode(as_bytes(cv2.GaussianBlur(step, (0, 0), 1.2))))))

    assert made.min() > 60 - 16
    assert made.max() < 190 + 16


def test_lowlight_brings_light_into_a_dark_picture() -> None:
    dark = encode(as_bytes(pixels(ADMIRAL) * 0.25))

    made = mean_lab(pixels(enhance(dark, EnhanceMode.LOWLIGHT)))

    assert made[0] > 1.7 * mean_lab(pixels(dark))[0]


def test_lowlight_leaves_a_bright_picture_nearly_as_bright() -> None:
    bright = encode(np.full((60, 60, 3), 200, np.uint8))

    assert mean_lab(pixels(enhance(bright, EnhanceMode.LOWLIGHT)))[0] == pytest.approx(
        mean_lab(pixels(bright))[0], abs=1
    )


@pytest.mark.slow
def test_portrait_keeps_skin_smoother_than_detail_does() -> None:
    worn = wear_out(ASTRONAUT)
    cheek = np.s_[460:560, 480:560]

    smooth, rough = (
        noise_level(as_bytes(luma(pixels(enhance(worn, mode))[cheek])))
        for mode in (EnhanceMode.PORTRAIT, EnhanceMode.DETAIL)
    )

    assert smooth < rough / 1.3


def test_a_grey_picture_stays_grey() -> None:
    assert image(enhance(encode(as_bytes(luma(pixels(CAT)))))).mode == "L"


def test_transparency_is_kept_and_enlarged() -> None:
    alpha = np.full((40, 60), 255, np.uint8)
    alpha[:, :30] = 0

    made = image(enhance(encode(np.full((40, 60, 3), 120, np.uint8), alpha)))

    opacity = np.asarray(made)[..., 3]
    assert made.mode == "RGBA"
    assert (opacity[:, :56].max(), opacity[:, 64:].min()) == (0, 255)


@pytest.mark.parametrize("size", [(1, 1), (1, 7), (9, 1), (3, 3)])
@pytest.mark.parametrize("mode", MODES)
def test_the_smallest_pictures_are_no_trouble(size: tuple[int, int], mode: EnhanceMode) -> None:
    tiny = encode(np.full((size[1], size[0], 3), 77, np.uint8))

    assert image(enhance(tiny, mode)).size == (2 * size[0], 2 * size[1])


def test_the_same_picture_gives_the_same_bytes() -> None:
    worn = wear_out(halved(CAT))

    assert enhance(worn) == enhance(worn)
