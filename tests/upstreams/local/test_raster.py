import io
import struct
import zlib

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from bot.upstreams.local.enhance import enhance
from bot.upstreams.local.errors import BadPicture
from bot.upstreams.local.faces import detect
from bot.upstreams.local.faceswap import swap
from bot.upstreams.local.raster import decode, encode, plain_errors
from tests.upstreams.local.measures import ADMIRAL, ASTRONAUT, CAT


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def png_header(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0" * 1000)
    chunks = b"".join(struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in (header, data))
    return b"\x89PNG\r\n\x1a\n" + chunks


HOSTILE = {
    "nothing": b"",
    "text": b"<html>not a picture</html>",
    "a truncated JPEG": ADMIRAL[:9000],
    "a JPEG's first bytes": ADMIRAL[:11],
    "a truncated PNG": saved(Image.new("RGB", (90, 90), "red"), "PNG")[:80],
    "a truncated WebP": saved(Image.effect_noise((90, 90), 50).convert("RGB"), "WEBP")[:200],
    "a GIF": saved(Image.new("P", (9, 9)), "GIF"),
    "a TIFF": saved(Image.new("RGB", (9, 9)), "TIFF"),
    "a side too long": png_header(9217, 10),
    "a decompression bomb": png_header(9000, 9000),
    "a header of two billion pixels a side": png_header(2**31 - 1, 2**31 - 1),
    "a PNG without pixels": png_header(0, 0),
}
EACH_HOSTILE = pytest.mark.parametrize("picture", HOSTILE.values(), ids=HOSTILE.keys())


@EACH_HOSTILE
def test_what_is_no_sound_picture_is_a_bad_picture_for_every_function(picture: bytes) -> None:
    with pytest.raises(BadPicture):
        enhance(picture)
    with pytest.raises(BadPicture):
        detect(picture)
    with pytest.raises(BadPicture):
        swap(picture, ASTRONAUT)
    with pytest.raises(BadPicture):
        swap(ADMIRAL, picture)


def test_a_bad_picture_says_nothing_of_its_bytes() -> None:
    with pytest.raises(BadPicture) as caught:
        decode(b"secret sauce")

    assert "secret" not in str(caught.value)


def test_pixels_survive_a_round_trip() -> None:
    colours = np.random.default_rng(1).integers(0, 256, (5, 7, 3), np.uint8)

    assert np.array_equal(decode(encode(colours)).pixels, colours)


def test_the_picture_stands_as_its_exif_says() -> None:
    lying = Image.new("RGB", (40, 20), "blue")
    exif = lying.getexif()
    exif[0x0112] = 6

    assert decode(saved(lying, "JPEG", exif=exif)).pixels.shape == (40, 20, 3)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_allowed_format_opens(kind: str) -> None:
    raster = decode(saved(Image.new("RGB", (8, 6), (250, 0, 0)), kind))

    assert raster.pixels.shape == (6, 8, 3)
    assert raster.pixels[3, 4, 2] > 240
    assert raster.alpha is None


def test_sixteen_bits_become_eight() -> None:
    deep = Image.fromarray(np.full((4, 4), 0x8000, np.uint16))

    raster = decode(saved(deep, "PNG"))

    assert raster.grey
    assert np.unique(raster.pixels).tolist() == [127]


def test_a_palette_with_a_transparent_colour_has_alpha() -> None:
    palette = Image.new("P", (4, 4), 1)
    palette.putpalette([255, 0, 0, 0, 255, 0])

    raster = decode(saved(palette, "PNG", transparency=1))

    assert raster.alpha is not None
    assert raster.alpha.max() == 0


def test_an_alpha_that_hides_nothing_is_dropped() -> None:
    assert decode(saved(Image.new("RGBA", (4, 4), (1, 2, 3, 255)), "PNG")).alpha is None


def test_print_colours_become_screen_colours() -> None:
    raster = decode(saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"))

    blue, green, red = raster.pixels[4, 4]
    assert red > 200
    assert max(blue, green) < 60


def test_a_colour_profile_is_applied() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"temp").replace(b"gXYZ", b"rXYZ").replace(b"temp", b"gXYZ")
    reddish = Image.new("RGB", (8, 8), (200, 100, 50))

    blue, green, red = decode(saved(reddish, "PNG", icc_profile=swapped)).pixels[4, 4].astype(int)

    assert green > red + 50
    assert blue == pytest.approx(50, abs=3)


def test_a_broken_colour_profile_is_ignored() -> None:
    plain = Image.new("RGB", (8, 8), (200, 100, 50))

    assert decode(saved(plain, "PNG", icc_profile=b"not a profile")).pixels[0, 0].tolist() == [50, 100, 200]


def test_a_jpeg_tells_its_quantisation_with_the_mean_first() -> None:
    table = decode(CAT).quantisation

    assert table is not None
    assert table.shape == (8, 8)
    assert table[0, 0] <= table[7, 7]


def test_opencv_errors_become_errors_that_travel_between_processes() -> None:
    with pytest.raises(RuntimeError, match="resize"), plain_errors():
        cv2.resize(np.zeros((2, 2), np.uint8), (0, 0))


def test_grey_with_transparency_is_written_with_both() -> None:
    grey, alpha = np.full((3, 4), 90, np.uint8), np.full((3, 4), 40, np.uint8)

    raster = decode(encode(grey, alpha))

    assert np.unique(raster.pixels).tolist() == [90]
    assert raster.alpha is not None
    assert np.unique(raster.alpha).tolist() == [40]
