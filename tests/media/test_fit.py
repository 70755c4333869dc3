from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from bot.domain.offers import Shape
from bot.media.fit import MIN_SCALED_QUALITY, Change, FitNote, Fitted, Fitter, TooBig, fit
from bot.media.inspect import look
from bot.media.settings import MediaSettings
from bot.pool import Crashed, TooSlow
from tests.media.pictures import decoded, encoded, exif, photo, psnr
from tests.media.runners import LostWorker, OneProcess


@cache
def png(mode: str = "RGB") -> bytes:
    return encoded(photo(400, 300, mode), "PNG", compress_level=1)


def noted(fitted: Fitted) -> FitNote:
    assert fitted.note is not None
    return fitted.note


def seen(fitted: Fitted) -> Shape:
    return look(fitted.data, slot="result", max_pixels=10**8)


@pytest.mark.parametrize(("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_what_fits_exactly_is_left_as_it_is(kind: str, extension: str) -> None:
    data = encoded(photo(40, 30), kind)
    assert fit(data, limit=len(data)) == Fitted(data=data, extension=extension)


def test_one_byte_too_many_is_packed_better_first() -> None:
    fitted = fit(png(), limit=len(png()) - 1)
    assert noted(fitted) == FitNote(
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
    note = noted(fitted)
    assert (note.change, fitted.extension, seen(fitted).format) == (Change.REENCODED, "jpg", "JPEG")
    assert note.quality is not None
    assert note.quality > 75
    assert psnr(decoded(fitted.data), photo(400, 300)) > 30


def test_a_lower_limit_costs_quality_and_no_pixels() -> None:
    roomy, tight = (noted(fit(png(), limit=limit)) for limit in (40_000, 20_000))
    assert (roomy.width, tight.width) == (400, 400)
    assert (roomy.quality or 0) > (tight.quality or 0)


def test_what_shows_through_keeps_showing_through() -> None:
    original = photo(400, 300, "RGBA")
    fitted = fit(png("RGBA"), limit=len(png("RGBA")) // 4)
    assert (fitted.extension, noted(fitted).change) == ("webp", Change.REENCODED)
    assert psnr(decoded(fitted.data).getchannel("A"), original.getchannel("A"), "L") > 40


def test_an_alpha_channel_that_hides_nothing_does_not_hinder_a_jpeg() -> None:
    opaque = photo(400, 300)
    opaque.putalpha(255)
    data = encoded(opaque, "PNG", compress_level=1)
    assert fit(data, limit=len(data) // 4).extension == "jpg"


def test_pixels_are_given_up_last() -> None:
    fitted = fit(png(), limit=4000)
    note = noted(fitted)
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


@given(limit=st.integers(300, 400_000), margin=st.integers(0, 2000), mode=st.sampled_from(["RGB", "RGBA", "L", "P"]))
@settings(deadline=None, max_examples=60)
def test_the_result_never_exceeds_the_limit_less_the_margin(limit: int, margin: int, mode: str) -> None:
    try:
        fitted = fit(png(mode), limit=limit, margin=margin)
    except TooBig:
        assert limit - margin < 2500
        return
    assert len(fitted.data) <= limit - margin
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
    assert noted(fitted).change is Change.REENCODED
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
    assert (noted(fitted).change, noted(fitted).width) == (Change.DOWNSCALED, 16_383)


def test_a_hairline_stays_a_picture() -> None:
    data = encoded(Image.effect_noise((3000, 1), 60), "PNG")
    fitted = fit(data, limit=800)
    assert seen(fitted).height == 1


def test_a_small_noise_that_is_a_little_too_large_is_not_called_too_big() -> None:
    data = encoded(Image.effect_noise((30, 30), 60), "PNG")
    assert len(fit(data, limit=len(data) - 1).data) < len(data)


async def test_what_fits_does_not_leave_the_process(pool: OneProcess) -> None:
    before = pool.runs
    assert await Fitter(pool, MediaSettings()).fit(png(), limit=len(png())) == Fitted(data=png(), extension="png")
    assert pool.runs == before


async def test_what_does_not_fit_is_made_to_fit_elsewhere(pool: OneProcess) -> None:
    before = pool.runs
    fitted = await Fitter(pool, MediaSettings()).fit(png(), limit=20_000, margin=500)
    assert pool.runs == before + 1
    assert len(fitted.data) <= 19_500


async def test_too_big_comes_back_from_the_process(pool: OneProcess) -> None:
    with pytest.raises(TooBig):
        await Fitter(pool, MediaSettings()).fit(png(), limit=10)


@pytest.mark.parametrize("end", [Crashed("killed"), TooSlow("90 s")], ids=repr)
async def test_what_costs_a_worker_is_too_big(end: Exception) -> None:
    with pytest.raises(TooBig):
        await Fitter(LostWorker(end), MediaSettings()).fit(png(), limit=20_000)


def test_an_unknown_file_that_fits_gets_a_plain_extension() -> None:
    assert fit(b"??", limit=2).extension == "bin"


def test_of_a_phones_multi_picture_file_the_first_is_posted() -> None:
    red = Image.new("RGB", (300, 300), (200, 0, 0))
    data = encoded(red, "MPO", quality=100, save_all=True, append_images=[photo(300, 300)])
    assert psnr(decoded(fit(data, limit=len(data) // 2).data), red) > 40
