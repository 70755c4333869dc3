"""A proof shows which part of a picture is meant, on any ground, and cannot be broken by the picture."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from bot.domain.errors import StorageFailed, Unreachable
from bot.media.proof import LONGEST_SIDE, SHORTEST_LONGEST_SIDE, draw_proof
from bot.media.settings import MediaSettings
from bot.media.sheet import Sheets
from bot.pool import Busy, Crashed, TooSlow
from tests.media.pictures import encoded, exif, photo
from tests.media.runners import LostWorker, OneProcess

MAX_PIXELS = 10**7
GREY, PINK, WHITE, BLACK = (128, 128, 128), (255, 0, 110), (255, 255, 255), (0, 0, 0)
SIZE = (800, 600)
PART = (200, 150, 400, 450)
INSIDE, OUTSIDE = (300, 300), (700, 100)

Colour = tuple[int, ...]
Point = tuple[int, int]


def kept(folder: Path, image: Image.Image, kind: str = "PNG", name: str = "picture", **how: object) -> Path:
    path = folder / name
    path.write_bytes(encoded(image, kind, **how))
    return path


def plain(folder: Path, colour: Colour = GREY, size: tuple[int, int] = SIZE) -> Path:
    return kept(folder, Image.new("RGB", size, colour))


def marking(folder: Path, part: tuple[int, int, int, int] = PART, size: tuple[int, int] = SIZE) -> Path:
    mask = Image.new("L", size)
    mask.paste(255, part)
    return kept(folder, mask, name="mask")


def drawn(picture: Path, mask: Path, *, max_pixels: int = MAX_PIXELS) -> Image.Image:
    target = picture.parent / "proof"
    assert draw_proof(picture, mask, target, max_pixels=max_pixels) == target.stat().st_size
    image = Image.open(target)
    assert (image.format, image.mode) == ("JPEG", "RGB")
    image.load()
    return image


def colour_at(image: Image.Image, point: Point) -> Colour:
    colour = image.getpixel(point)
    assert isinstance(colour, tuple)
    return colour


def distance(one: Colour, other: Colour) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def across(image: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int]:
    """How dark a strip is at its darkest, and how bright at its brightest."""
    values = image.crop(box).convert("L").tobytes()
    return min(values), max(values)


def test_the_marked_part_is_tinted_and_the_rest_is_darker_but_to_be_seen(tmp_path: Path) -> None:
    proof = drawn(plain(tmp_path), marking(tmp_path))
    red, green, blue = colour_at(proof, INSIDE)
    assert red > blue > green
    outside = colour_at(proof, OUTSIDE)
    assert distance(outside, (outside[0],) * 3) < 5
    assert GREY[0] // 2 < outside[0] < GREY[0]


@pytest.mark.parametrize("ground", [WHITE, BLACK, PINK, GREY], ids=["white", "black", "pink", "grey"])
def test_the_outline_stands_out_on_any_ground(tmp_path: Path, ground: Colour) -> None:
    proof = drawn(plain(tmp_path, ground), marking(tmp_path))
    left, middle = PART[0], (PART[1] + PART[3]) // 2
    darkest, brightest = across(proof, (left - 10, middle, left + 1, middle + 1))
    assert (darkest < 60, brightest > 200) == (True, True)


def test_what_is_marked_can_still_be_made_out(tmp_path: Path) -> None:
    half = Image.new("RGB", SIZE, WHITE)
    half.paste(BLACK, (0, 0, 300, 600))
    proof = drawn(kept(tmp_path, half), marking(tmp_path))
    assert distance(colour_at(proof, (250, 300)), colour_at(proof, (350, 300))) > 100


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((800, 600), (800, 600)),
        ((4000, 1000), (LONGEST_SIDE, 400)),
        ((1000, 4000), (400, LONGEST_SIDE)),
        ((8, 4), (SHORTEST_LONGEST_SIDE, 256)),
        ((1, 1), (SHORTEST_LONGEST_SIDE, SHORTEST_LONGEST_SIDE)),
        ((1, 4000), (1, LONGEST_SIDE)),
    ],
)
def test_a_proof_is_neither_too_large_nor_too_small_to_look_at(
    tmp_path: Path, size: tuple[int, int], shown: tuple[int, int]
) -> None:
    assert drawn(plain(tmp_path, size=size), marking(tmp_path, (0, 0, *size), size)).size == shown


def test_a_single_marked_pixel_of_a_large_picture_is_seen(tmp_path: Path) -> None:
    size = (3200, 2400)
    with_it = drawn(plain(tmp_path, size=size), marking(tmp_path, (1600, 1200, 1601, 1201), size))
    assert across(with_it, (780, 580, 820, 620))[1] > 200


def test_a_mask_follows_the_picture_where_that_is_shown_smaller(tmp_path: Path) -> None:
    proof = drawn(plain(tmp_path, size=(3200, 2400)), marking(tmp_path, (1600, 0, 3200, 2400), (3200, 2400)))
    assert distance(colour_at(proof, (400, 600)), colour_at(proof, (1200, 600))) > 30


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_that_lies_on_its_side_is_shown_as_its_mask_means_it(tmp_path: Path, kind: str) -> None:
    lying = Image.new("RGB", (600, 800), WHITE)
    lying.paste(BLACK, (0, 0, 600, 400))
    upright_part = (400, 0, 800, 600)
    picture = kept(tmp_path, lying, kind, exif=exif(6))
    proof = drawn(picture, marking(tmp_path, upright_part))
    assert proof.size == SIZE
    bright, dark = colour_at(proof, (100, 300)), colour_at(proof, (700, 300))
    assert distance(bright, (165, 165, 165)) < 12
    assert dark[0] > dark[1] + 50


def test_what_shows_through_is_grey_and_no_colour_of_its_own(tmp_path: Path) -> None:
    clear = Image.new("RGBA", SIZE, (0, 255, 0, 0))
    clear.paste((0, 255, 0, 255), (600, 0, 800, 600))
    proof = drawn(kept(tmp_path, clear), marking(tmp_path))
    through, solid = colour_at(proof, (500, 500)), colour_at(proof, OUTSIDE)
    assert max(through) - min(through) < 15
    assert solid[1] > 100 > solid[0]


@pytest.mark.parametrize("mode", ["L", "RGBA", "CMYK", "P", "1"])
def test_a_picture_of_any_mode_is_shown(tmp_path: Path, mode: str) -> None:
    source = photo(*SIZE).convert(mode)
    picture = kept(tmp_path, source, "JPEG" if mode == "CMYK" else "PNG")
    darkest, brightest = across(drawn(picture, marking(tmp_path)), (500, 0, 800, 600))
    assert brightest - darkest > 50


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "P"])
def test_a_mask_of_any_mode_marks_the_same(tmp_path: Path, mode: str) -> None:
    usual = drawn(plain(tmp_path), marking(tmp_path))
    with Image.open(marking(tmp_path)) as mask:
        other = kept(tmp_path, mask.convert("L").convert(mode), name="mask")
    assert ImageChops.difference(drawn(plain(tmp_path), other), usual).getbbox() is None


def test_what_shows_through_a_mask_is_not_marked(tmp_path: Path) -> None:
    mask = Image.new("RGBA", SIZE, (255, 255, 255, 0))
    mask.paste((255, 255, 255, 255), PART)
    seen = drawn(plain(tmp_path), kept(tmp_path, mask, name="mask"))
    assert ImageChops.difference(seen, drawn(plain(tmp_path), marking(tmp_path))).getbbox() is None


def test_a_mask_that_cannot_be_read_marks_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "mask"
    broken.write_bytes(b"no picture")
    proof = drawn(plain(tmp_path), broken)
    assert distance(colour_at(proof, INSIDE), colour_at(proof, OUTSIDE)) < 5


@pytest.mark.parametrize(("max_pixels", "is_shown"), [(480_000, True), (479_999, False)])
def test_a_picture_of_more_pixels_than_allowed_is_not_decoded(
    tmp_path: Path, max_pixels: int, *, is_shown: bool
) -> None:
    proof = drawn(plain(tmp_path, WHITE), marking(tmp_path), max_pixels=max_pixels)
    assert (max(colour_at(proof, OUTSIDE if is_shown else (1, 1))) > 150) is is_shown


async def test_a_proof_is_drawn_by_a_worker_and_gone_after_use(pool: OneProcess, tmp_path: Path) -> None:
    before = pool.runs
    sheets = Sheets(pool, MediaSettings(dir=tmp_path / "media"))
    async with sheets.proof(plain(tmp_path), marking(tmp_path)) as proof:
        assert proof.path.stat().st_size == proof.size_bytes
        assert (proof.count, pool.runs) == (1, before + 1)
    assert not proof.path.exists()


@pytest.mark.parametrize(
    "error", [Busy("full"), Crashed("dead"), TooSlow("slow")], ids=lambda error: type(error).__name__
)
async def test_a_worker_that_fails_is_asked_again_later(tmp_path: Path, error: Exception) -> None:
    sheets = Sheets(LostWorker(error), MediaSettings(dir=tmp_path / "media"))
    with pytest.raises(Unreachable):
        await sheets.proof(plain(tmp_path), marking(tmp_path)).__aenter__()


async def test_a_picture_that_is_gone_is_the_stores_failure(pool: OneProcess, tmp_path: Path) -> None:
    sheets = Sheets(pool, MediaSettings(dir=tmp_path / "media"))
    with pytest.raises(StorageFailed):
        await sheets.proof(tmp_path / "gone", marking(tmp_path)).__aenter__()
