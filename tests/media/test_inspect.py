import pickle
import random
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.domain.errors import Refused, StorageFailed
from bot.domain.offers import Shape
from bot.domain.sentences import Reason, Sentence
from bot.media.inspect import Inspector, look
from bot.media.settings import MediaSettings
from bot.pool import Crashed, Pool, TooSlow
from tests.media.pictures import encoded, exif, frames, on_disk, photo, png_chunk, png_header
from tests.media.runners import LostWorker, OneProcess

ANY = 100_000_000


def shape(data: bytes, *, max_pixels: int = ANY) -> Shape:
    with on_disk(data) as path:
        return look(path, slot="photo", max_pixels=max_pixels)


def refusal(data: bytes, *, max_pixels: int = ANY) -> Sentence:
    with pytest.raises(Refused) as caught:
        shape(data, max_pixels=max_pixels)
    return caught.value.sentence


@cache
def sample(kind: str) -> bytes:
    return encoded(photo(60, 40), kind)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_whole_picture_has_its_shape(kind: str) -> None:
    data = sample(kind)
    assert shape(data) == Shape(format=kind, size_bytes=len(data), width=60, height=40)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_decodes(mode: str) -> None:
    assert shape(encoded(Image.new(mode, (5, 3)), "PNG")).width == 5


def test_a_progressive_cmyk_jpeg_decodes() -> None:
    data = encoded(photo(30, 20).convert("CMYK"), "JPEG", progressive=True)
    assert (shape(data).width, shape(data).height) == (30, 20)


@pytest.mark.parametrize("orientation", range(10))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_width_and_height_are_as_shown(kind: str, orientation: int) -> None:
    found = shape(encoded(photo(60, 40), kind, exif=exif(orientation)))
    sideways = orientation in {5, 6, 7, 8}
    assert (found.width, found.height) == ((40, 60) if sideways else (60, 40))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    "tags",
    [
        b"garbage",
        b"MM\0*\xff\xff\xff\xff" + b"\xff" * 40,
        b"II+\0" + b"\xff" * 20,
        b"II*\0\x08\0\0\0\x01\0\x12\x01\x02\0\x04\0\0\0abc\0\0\0\0\0",
    ],
    ids=["no TIFF", "far away", "big TIFF", "text for a number"],
)
def test_broken_exif_does_not_spoil_a_picture(kind: str, tags: bytes) -> None:
    assert shape(encoded(photo(60, 40), kind, exif=b"Exif\0\0" + tags)).width == 60


def test_a_phones_multi_picture_file_is_a_jpeg() -> None:
    data = encoded(photo(60, 40), "MPO", save_all=True, append_images=[photo(30, 20)])
    assert shape(data) == Shape(format="JPEG", size_bytes=len(data), width=60, height=40)


def test_what_follows_a_picture_does_not_make_it_anything_else() -> None:
    polyglot = sample("JPEG") + b"PK\x03\x04" + b"<script>alert(1)</script>" * 9
    assert shape(polyglot).format == "JPEG"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 4096,
        b"hello, I am a cat",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        b"<!doctype html><title>404</title>",
        b"%PDF-1.7 ",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"PK\x03\x04" + b"\0" * 60,
        b"P6 2 2 255 " + b"\0" * 12,
    ],
    ids=["empty", "zeros", "text", "svg", "html", "pdf", "eps", "zip", "ppm"],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert refusal(data) == Sentence.of(Reason.NOT_AN_IMAGE, slot="photo")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (encoded(photo(9, 9), "GIF"), "GIF"),
        (encoded(photo(9, 9), "BMP"), "BMP"),
        (encoded(photo(9, 9), "TIFF"), "TIFF"),
        (encoded(photo(32, 32), "AVIF"), "AVIF"),
        (encoded(photo(32, 32), "ICO"), "ICO"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "HEIC"),
        (b"\0\0\0\x0cJXL \r\n\x87\n" + b"\0" * 40, "JPEG XL"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_another_format_is_refused_by_its_name(data: bytes, name: str) -> None:
    sentence = Sentence.of(Reason.WRONG_FORMAT, slot="photo", format=name, accepted="JPEG, PNG, WEBP")
    assert refusal(data) == sentence


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_an_animation_is_refused_with_its_frames(kind: str) -> None:
    first, *rest = frames(3)
    data = encoded(first, kind, save_all=True, append_images=rest)
    assert refusal(data) == Sentence.of(Reason.ANIMATED, slot="photo", frames=3)


def _jpeg_bomb() -> bytes:
    data = bytearray(sample("JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = (50_000).to_bytes(2, "big") * 2
    return bytes(data)


def _webp_bomb() -> bytes:
    first, *rest = frames(2)
    data = bytearray(encoded(first, "WEBP", save_all=True, append_images=rest))
    at = data.index(b"VP8X") + 12
    data[at : at + 6] = (50_000 - 1).to_bytes(3, "little") * 2
    return bytes(data)


@pytest.mark.parametrize(
    "bomb",
    [lambda: png_header(50_000, 50_000) + png_chunk(b"IDAT", b"x"), _jpeg_bomb, _webp_bomb],
    ids=["PNG", "JPEG", "WEBP"],
)
def test_a_pixel_bomb_is_known_by_its_header(bomb: Callable[[], bytes]) -> None:
    expected = Sentence.of(Reason.TOO_MANY_PIXELS, slot="photo", width=50_000, height=50_000, max_pixels=ANY)
    assert refusal(bomb()) == expected


@given(width=st.integers(1, 40), height=st.integers(1, 40), max_pixels=st.integers(1, 1600))
@settings(deadline=None)
def test_the_pixel_limit_includes_its_end(width: int, height: int, max_pixels: int) -> None:
    data = encoded(Image.new("RGB", (width, height)), "PNG")
    if width * height <= max_pixels:
        assert shape(data, max_pixels=max_pixels).width == width
    else:
        assert refusal(data, max_pixels=max_pixels).reason is Reason.TOO_MANY_PIXELS


def test_a_text_that_unpacks_without_end_breaks_the_picture() -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"\0" * 2**20) for _ in range(128)) + packer.flush()
    whole = sample("PNG")
    data = whole[:33] + png_chunk(b"zTXt", b"note\0\0" + packed) + whole[33:]
    assert refusal(data).reason is Reason.BROKEN_PICTURE


def test_a_megabyte_of_metadata_is_no_reason_to_refuse() -> None:
    segment = b"\xff\xe5\xff\xff" + b"x" * 65_533
    whole = sample("JPEG")
    assert shape(whole[:2] + segment * 16 + whole[2:]).height == 40


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@given(share=st.floats(0.2, 0.97))
@settings(deadline=None, max_examples=40)
def test_a_cut_off_picture_is_broken(kind: str, share: float) -> None:
    data = sample(kind)
    sentence = refusal(data[: int(len(data) * share)])
    assert sentence == Sentence.of(Reason.BROKEN_PICTURE, slot="photo")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "MPO"])
@given(seed=st.integers(0, 2**32), hits=st.integers(1, 30))
@settings(deadline=None, max_examples=150)
def test_no_damage_ends_in_anything_but_a_shape_or_a_refusal(kind: str, seed: int, hits: int) -> None:
    dice = random.Random(seed)
    data = bytearray(sample(kind))
    for _ in range(hits):
        data[dice.randrange(min(len(data), 400) if dice.random() < 0.7 else len(data))] = dice.randrange(256)
    with suppress(Refused):
        assert shape(bytes(data), max_pixels=10**6).size_bytes == len(data)


@given(data=st.binary(max_size=200))
def test_arbitrary_bytes_are_refused(data: bytes) -> None:
    assert refusal(data).values["slot"] == "photo"


def test_the_process_keeps_its_own_pixel_limit() -> None:
    before = Image.MAX_IMAGE_PIXELS
    shape(sample("PNG"))
    refusal(b"text")
    assert before == Image.MAX_IMAGE_PIXELS


def test_a_refusal_survives_the_way_out_of_a_process() -> None:
    sent = Refused(Reason.ANIMATED, slot="photo", frames=3)
    assert pickle.loads(pickle.dumps(sent)).sentence == sent.sentence


async def test_the_inspector_looks_in_another_process(pool: OneProcess) -> None:
    inspector = Inspector(pool, MediaSettings(max_pixels=2400))
    with on_disk(sample("WEBP")) as path:
        assert (await inspector.inspect(path, slot="photo")).format == "WEBP"


async def test_the_inspectors_refusal_comes_from_that_process(pool: OneProcess) -> None:
    inspector = Inspector(pool, MediaSettings(max_pixels=2399))
    with on_disk(sample("WEBP")) as path, pytest.raises(Refused) as caught:
        await inspector.inspect(path, slot="face")
    expected = Sentence.of(Reason.TOO_MANY_PIXELS, slot="face", width=60, height=40, max_pixels=2399)
    assert caught.value.sentence == expected


@pytest.mark.parametrize("end", [Crashed("killed"), TooSlow("30 s")], ids=repr)
async def test_a_picture_that_costs_a_worker_is_broken(end: Exception) -> None:
    with on_disk(sample("PNG")) as path, pytest.raises(Refused) as caught:
        await Inspector(LostWorker(end), MediaSettings()).inspect(path, slot="photo")
    assert caught.value.sentence == Sentence.of(Reason.BROKEN_PICTURE, slot="photo")


async def test_the_real_pool_ends_a_look_that_takes_too_long() -> None:
    impatient = MediaSettings(inspect_timeout_s=1e-6)
    with on_disk(sample("PNG")) as path:
        async with Pool() as real:
            with pytest.raises(Refused) as caught:
                await Inspector(real, impatient).inspect(path, slot="photo")
            assert caught.value.detail == "worker: TooSlow"
            assert (await Inspector(real, MediaSettings()).inspect(path, slot="photo")).format == "PNG"


async def test_a_file_that_is_gone_is_our_trouble_and_nobodys_picture(pool: OneProcess, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed):
        await Inspector(pool, MediaSettings()).inspect(tmp_path / "gone", slot="photo")
