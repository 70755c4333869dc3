import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from bot.domain.errors import StorageFailed, Unreachable
from bot.domain.offers import Shape
from bot.domain.sentences import Reason
from bot.media.fit import MIN_SCALED_QUALITY, Change, FitNote, Fitted, Fitter, TooBig, shrink
from bot.media.inspect import look
from bot.media.settings import MediaSettings
from bot.pool import Busy, Crashed, Runner, TooSlow
from tests.media.pictures import decoded, encoded, exif, on_disk, photo, psnr
from tests.media.runners import LostWorker, OneProcess


@cache
def png(mode: str = "RGB") -> bytes:
    return encoded(photo(400, 300, mode), "PNG", compress_level=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunk:
    data: bytes
    extension: str
    note: FitNote


def fit(data: bytes, *, limit: int) -> Shrunk:
    """What the worker process makes of a picture that is too large."""
    with on_disk(data) as path:
        fitted = shrink(path, path.with_name("target"), limit=limit)
        made = fitted.path.read_bytes()
    assert fitted.note is not None
    assert fitted.size_bytes == len(made)
    return Shrunk(data=made, extension=fitted.extension, note=fitted.note)


def seen(fitted: Shrunk) -> Shape:
    with on_disk(fitted.data) as path:
        return look(path, slot="result", max_pixels=10**8)


@contextmanager
def a_fitter(pool: Runner, data: bytes) -> Iterator[tuple[Fitter, Path]]:
    """And a file with these bytes; nothing else may be left beside it."""
    with on_disk(data) as path:
        settings = MediaSettings(dir=path.parent)
        yield Fitter(pool, settings), path
        assert [file for file in path.parent.rglob("*") if file.is_file()] == [path]


@pytest.mark.parametrize(("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
async def test_what_fits_exactly_is_left_as_it_is_and_in_this_process(
    pool: OneProcess, kind: str, extension: str
) -> None:
    before = pool.runs
    data = encoded(photo(40, 30), kind)
    with a_fitter(pool, data) as (fitter, path):
        async with fitter.fit(path, limit=len(data)) as fitted:
            assert fitted == Fitted(path=path, size_bytes=len(data), extension=extension)
    assert pool.runs == before


def test_one_byte_too_many_is_packed_better_first() -> None:
    fitted = fit(png(), limit=len(png()) - 1)
    assert fitted.note == FitNote(
        change=Change.RECOMPRESSED,
        format="WEBP",
        width=400,
        height=300,
        old_width=400,
        old_height=300,
        quality=None,
    )
    assert psnr(decoded(fitted.data), photo(400, 300)) == float("inf")


def test_packing_keeps_what_shows_through() -> None:
    fitted = fit(png("RGBA"), limit=len(png("RGBA")) - 1)
    assert decoded(fitted.data).getchannel("A").tobytes() == photo(400, 300, "RGBA").getchannel("A").tobytes()


def test_a_photo_becomes_a_jpeg_of_the_highest_quality_that_fits() -> None:
    fitted = fit(png(), limit=len(png()) // 4)
    note = fitted.note
    assert (note.change, fitted.extension, seen(fitted).format) == (Change.REENCODED, "jpg", "JPEG")
    assert note.quality is not None
    assert note.quality > 75
    assert psnr(decoded(fitted.data), photo(400, 300)) > 30


def test_a_lower_limit_costs_quality_and_no_pixels() -> None:
    roomy, tight = (fit(png(), limit=limit).note for limit in (40_000, 20_000))
    assert (roomy.width, tight.width) == (400, 400)
    assert (roomy.quality or 0) > (tight.quality or 0)


def test_what_shows_through_keeps_showing_through() -> None:
    original = photo(400, 300, "RGBA")
    fitted = fit(png("RGBA"), limit=len(png("RGBA")) // 4)
    assert (fitted.extension, fitted.note.change) == ("webp", Change.REENCODED)
    assert psnr(decoded(fitted.data).getchannel("A"), original.getchannel("A"), "L") > 40


def test_an_alpha_channel_that_hides_nothing_does_not_hinder_a_jpeg() -> None:
    opaque = photo(400, 300)
    opaque.putalpha(255)
    data = encoded(opaque, "PNG", compress_level=1)
    assert fit(data, limit=len(data) // 4).extension == "jpg"


def test_pixels_are_given_up_last() -> None:
    fitted = fit(png(), limit=4000)
    note = fitted.note
    assert (note.change, note.old_width, note.old_height) == (Change.DOWNSCALED, 400, 300)
    assert (seen(fitted).width, seen(fitted).height) == (note.width, note.height)
    assert note.width < 400
    assert (note.quality or 0) >= MIN_SCALED_QUALITY
    small = photo(400, 300).resize((note.width, note.height), Image.Resampling.LANCZOS)
    assert psnr(decoded(fitted.data), small) > 28


@pytest.mark.parametrize("limit", [-5, 0, 1, 200])
def test_what_no_rung_can_do_is_said(limit: int) -> None:
    with pytest.raises(TooBig):
        fit(png(), limit=limit)


def test_what_cannot_be_decoded_cannot_be_made_smaller() -> None:
    with pytest.raises(TooBig):
        fit(png()[:2000], limit=1000)


@given(limit=st.integers(300, 400_000), mode=st.sampled_from(["RGB", "RGBA", "L", "P"]))
@settings(deadline=None, max_examples=60)
def test_the_result_never_exceeds_the_limit(limit: int, mode: str) -> None:
    try:
        fitted = fit(png(mode), limit=limit)
    except TooBig:
        assert limit < 2500
        return
    assert len(fitted.data) <= limit
    shown = ImageOps.contain(photo(400, 300, mode).convert("RGBA"), decoded(fitted.data).size)
    assert psnr(decoded(fitted.data).convert("RGBA").resize(shown.size), shown, "RGB") > 20


def test_the_place_where_it_was_taken_is_gone() -> None:
    data = encoded(photo(400, 300), "JPEG", quality=100, exif=exif(1), comment=b"taken by Ann", xmp=b"<x:xmpmeta/>")
    fitted = fit(data, limit=len(data) - 1)
    for secret in (b"Exif", b"Camera of Ours", b"taken by Ann", b"xmpmeta"):
        assert secret in data
        assert secret not in fitted.data


def test_text_in_a_png_is_gone() -> None:
    data = encoded(photo(400, 300), "PNG", compress_level=1, exif=exif(1))
    assert b"Camera of Ours" in data
    assert b"Camera of Ours" not in fit(data, limit=len(data) - 1).data


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_stays_the_right_way_up(orientation: int) -> None:
    data = encoded(photo(400, 300), "JPEG", quality=100, exif=exif(orientation))
    fitted = fit(data, limit=len(data) - 1)
    upright = ImageOps.exif_transpose(decoded(data))
    assert decoded(fitted.data).size == upright.size
    assert psnr(decoded(fitted.data), upright) > 30


def test_the_colour_profile_is_kept() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = encoded(photo(400, 300), "PNG", compress_level=1, icc_profile=profile)
    for limit in (len(data) - 1, len(data) // 4, 9000):
        assert decoded(fit(data, limit=limit).data).info["icc_profile"] == profile


def test_a_profile_made_for_printing_is_dropped() -> None:
    data = encoded(photo(400, 300), "PNG", compress_level=1, icc_profile=b"p" * 100_000)
    assert "icc_profile" not in decoded(fit(data, limit=len(data) // 4).data).info


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    grey = photo(400, 300, "L")
    data = encoded(grey.convert("I").point(lambda value: value * 257).convert("I;16"), "PNG")
    fitted = fit(data, limit=len(data) - 1)
    assert fitted.note.change is Change.REENCODED
    assert psnr(decoded(fitted.data), grey, "L") > 35


def test_ink_colours_become_light_colours() -> None:
    data = encoded(photo(400, 300, "CMYK"), "JPEG", quality=100, icc_profile=b"printer")
    fitted = decoded(fit(data, limit=len(data) - 1).data)
    assert (fitted.mode, fitted.info.get("icc_profile")) == ("RGB", None)
    assert psnr(fitted, photo(400, 300)) > 25


def test_a_side_that_webp_cannot_hold_is_brought_down() -> None:
    wide = Image.effect_noise((17_000, 24), 60).convert("RGBA")
    wide.putalpha(90)
    fitted = fit(data := encoded(wide, "PNG"), limit=len(data) - 1)
    assert (fitted.note.change, fitted.note.width) == (Change.DOWNSCALED, 16_383)


def test_a_hairline_stays_a_picture() -> None:
    data = encoded(Image.effect_noise((3000, 1), 60), "PNG")
    fitted = fit(data, limit=800)
    assert seen(fitted).height == 1


def test_a_small_noise_that_is_a_little_too_large_is_not_called_too_big() -> None:
    data = encoded(Image.effect_noise((30, 30), 60), "PNG")
    assert len(fit(data, limit=len(data) - 1).data) < len(data)


async def test_what_does_not_fit_is_made_to_fit_elsewhere_and_is_there_for_a_while(pool: OneProcess) -> None:
    before = pool.runs
    with a_fitter(pool, png()) as (fitter, path):
        async with fitter.fit(path, limit=20_000) as fitted:
            assert fitted.size_bytes == len(fitted.path.read_bytes()) <= 20_000
        assert not fitted.path.exists()
        assert path.read_bytes() == png()
    assert pool.runs == before + 1


async def test_too_big_comes_back_from_the_process(pool: OneProcess) -> None:
    with a_fitter(pool, png()) as (fitter, path), pytest.raises(TooBig):
        await fitter.fit(path, limit=10).__aenter__()


@pytest.mark.parametrize("end", [Crashed("killed"), TooSlow("90 s")], ids=repr)
async def test_what_costs_a_worker_is_too_big(end: Exception) -> None:
    with a_fitter(LostWorker(end), png()) as (fitter, path), pytest.raises(TooBig):
        await fitter.fit(path, limit=20_000).__aenter__()


async def test_where_too_many_wait_it_is_tried_later() -> None:
    with a_fitter(LostWorker(Busy("64 tasks")), png()) as (fitter, path), pytest.raises(Unreachable):
        await fitter.fit(path, limit=20_000).__aenter__()


async def test_a_picture_that_is_gone_is_the_stores_trouble(pool: OneProcess) -> None:
    with a_fitter(pool, png()) as (fitter, path), pytest.raises(StorageFailed):
        await fitter.fit(path.with_name("gone"), limit=20_000).__aenter__()


async def test_a_disk_that_is_full_is_said_so() -> None:
    full = LostWorker(OSError(28, "No space left on device"))
    with a_fitter(full, png()) as (fitter, path), pytest.raises(StorageFailed, match=Reason.STORAGE_FULL):
        await fitter.fit(path, limit=20_000).__aenter__()


async def test_an_unknown_file_that_fits_gets_a_plain_extension(pool: OneProcess) -> None:
    with a_fitter(pool, b"??") as (fitter, path):
        async with fitter.fit(path, limit=2) as fitted:
            assert fitted.extension == "bin"


def test_of_a_phones_multi_picture_file_the_first_is_posted() -> None:
    red = Image.new("RGB", (300, 300), (200, 0, 0))
    data = encoded(red, "MPO", quality=100, save_all=True, append_images=[photo(300, 300)])
    assert psnr(decoded(fit(data, limit=len(data) // 2).data), red) > 40


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_noise_which_compresses_worse_than_any_picture_is_made_to_fit(mode: str) -> None:
    noise = Image.frombytes(mode, (700, 700), random.Random(1).randbytes(700 * 700 * len(mode)))
    data = encoded(noise, "PNG")
    assert len(fit(data, limit=len(data) * 2 // 3).data) <= len(data) * 2 // 3
