"""A contact sheet shows every picture in its place, numbered, and cannot be broken by one of them."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from bot.domain.errors import StorageFailed, Unreachable
from bot.media.settings import MediaSettings
from bot.media.sheet import CELL, MOST, Sheets, draw
from bot.pool import Busy, Crashed, TooSlow
from tests.media.pictures import encoded, exif, photo
from tests.media.runners import LostWorker, OneProcess

MAX_PIXELS = 10**6
RED, BLUE = (200, 30, 30), (30, 30, 200)
GAP = 16


def one_of(folder: Path, data: bytes) -> Path:
    path = folder / f"{len(list(folder.iterdir()))}"
    path.write_bytes(data)
    return path


def plain(folder: Path, colour: tuple[int, int, int], size: tuple[int, int] = (300, 300)) -> Path:
    return one_of(folder, encoded(Image.new("RGB", size, colour), "PNG"))


def drawn(pictures: list[Path], folder: Path) -> Image.Image:
    target = folder / "sheet"
    assert draw(pictures, target, max_pixels=MAX_PIXELS) == target.stat().st_size
    image = Image.open(target)
    assert image.format == "JPEG"
    image.load()
    return image


def cell(sheet: Image.Image, row: int, column: int) -> Image.Image:
    left, top = GAP + column * (CELL + GAP), GAP + row * (CELL + GAP)
    return sheet.crop((left, top, left + CELL, top + CELL))


def middle(image: Image.Image) -> tuple[int, ...]:
    colour = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(colour, tuple)
    return colour


def is_like(colour: tuple[int, ...], wanted: tuple[int, int, int]) -> bool:
    return max(abs(one - other) for one, other in zip(colour, wanted, strict=True)) < 12


@pytest.mark.parametrize(("count", "across", "down"), [(1, 1, 1), (2, 2, 1), (4, 4, 1), (5, 3, 2), (25, 5, 5)])
def test_the_grid_is_as_square_as_it_can_be(tmp_path: Path, count: int, across: int, down: int) -> None:
    sheet = drawn([plain(tmp_path, RED)] * count, tmp_path)
    assert sheet.size == (across * (CELL + GAP) + GAP, down * (CELL + GAP) + GAP)


def test_pictures_stand_in_their_order_row_by_row(tmp_path: Path) -> None:
    sheet = drawn([*[plain(tmp_path, RED)] * 4, plain(tmp_path, BLUE)], tmp_path)
    assert is_like(middle(cell(sheet, 1, 0)), RED)
    assert is_like(middle(cell(sheet, 1, 1)), BLUE)


def test_each_place_has_a_number_of_its_own(tmp_path: Path) -> None:
    sheet = drawn([plain(tmp_path, RED)] * 3, tmp_path)
    cells = [cell(sheet, 0, column) for column in range(3)]
    for one, other in [(0, 1), (0, 2), (1, 2)]:
        box = ImageChops.difference(cells[one], cells[other]).point(lambda value: 255 * (value > 40)).getbbox()
        assert box is not None
        assert max(box) < CELL / 3


def test_a_picture_is_shown_whole_whatever_its_shape(tmp_path: Path) -> None:
    wide = Image.new("RGB", (600, 150), RED)
    wide.paste(BLUE, (540, 0, 600, 150))
    shown = cell(drawn([one_of(tmp_path, encoded(wide, "PNG"))], tmp_path), 0, 0)
    right = shown.getpixel((CELL - 8, CELL // 2))
    assert isinstance(right, tuple)
    assert is_like(right, BLUE)


def test_a_picture_is_shown_upright(tmp_path: Path) -> None:
    lying = Image.new("RGB", (300, 300), RED)
    lying.paste(BLUE, (0, 0, 300, 150))
    path = one_of(tmp_path, encoded(lying, "JPEG", quality=95, exif=exif(3)))
    lower = cell(drawn([path], tmp_path), 0, 0).getpixel((CELL // 2, CELL - 20))
    assert isinstance(lower, tuple)
    assert is_like(lower, BLUE)


@pytest.mark.parametrize("mode", ["L", "RGBA", "CMYK", "P"])
def test_a_picture_of_any_mode_has_its_place(tmp_path: Path, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    path = one_of(tmp_path, encoded(photo(300, 300).convert(mode), kind))
    empty = drawn([one_of(tmp_path, b"no picture")], tmp_path)
    assert ImageChops.difference(cell(drawn([path], tmp_path), 0, 0), cell(empty, 0, 0)).getbbox() is not None


def test_a_broken_picture_leaves_its_place_empty_and_the_others_where_they_are(tmp_path: Path) -> None:
    broken = one_of(tmp_path, encoded(photo(300, 300), "PNG")[:500])
    sheet = drawn([broken, plain(tmp_path, RED)], tmp_path)
    assert not is_like(middle(cell(sheet, 0, 0)), RED)
    assert is_like(middle(cell(sheet, 0, 1)), RED)


@pytest.mark.parametrize(("height", "is_shown"), [(1000, True), (1001, False)])
def test_a_picture_of_more_pixels_than_allowed_is_not_decoded(tmp_path: Path, height: int, *, is_shown: bool) -> None:
    sheet = drawn([plain(tmp_path, RED, (MAX_PIXELS // 1000, height))], tmp_path)
    assert is_like(middle(cell(sheet, 0, 0)), RED) is is_shown


async def test_a_sheet_is_drawn_by_a_worker_and_gone_after_use(pool: OneProcess, tmp_path: Path) -> None:
    before = pool.runs
    async with Sheets(pool, MediaSettings(dir=tmp_path / "media")).sheet([plain(tmp_path, RED)]) as sheet:
        assert sheet.path.stat().st_size == sheet.size_bytes
        assert (sheet.count, pool.runs) == (1, before + 1)
    assert not sheet.path.exists()


async def test_no_more_are_shown_than_can_be_chosen(pool: OneProcess, tmp_path: Path) -> None:
    async with Sheets(pool, MediaSettings(dir=tmp_path / "media")).sheet([plain(tmp_path, RED)] * (MOST + 1)) as sheet:
        assert sheet.count == MOST


@pytest.mark.parametrize(
    "error", [Busy("full"), Crashed("dead"), TooSlow("slow")], ids=lambda error: type(error).__name__
)
async def test_a_worker_that_fails_is_asked_again_later(tmp_path: Path, error: Exception) -> None:
    sheets = Sheets(LostWorker(error), MediaSettings(dir=tmp_path / "media"))
    with pytest.raises(Unreachable):
        await sheets.sheet([plain(tmp_path, RED)]).__aenter__()


async def test_a_picture_that_is_gone_is_the_stores_failure(pool: OneProcess, tmp_path: Path) -> None:
    sheets = Sheets(pool, MediaSettings(dir=tmp_path / "media"))
    with pytest.raises(StorageFailed):
        await sheets.sheet([tmp_path / "gone"]).__aenter__()
