import pytest

from bot.sandbox.upstreams import TintImaging
from bot.sandbox.upstreams.failures import ImagingFailed
from tests.sandbox.upstreams.customers import paint, pixel


async def test_the_cheap_enhancement_mirrors() -> None:
    picture = await TintImaging().enhance(paint("red"))

    assert (pixel(picture, 10), pixel(picture, 85)) == ((4, 4, 4), (4, 0, 0))


async def test_the_cheap_swap_keeps_the_targets_size_and_shows_both() -> None:
    picture = await TintImaging().swap(paint("blue", size=(200, 300)), paint("red", form="PNG"), None)

    assert pixel(picture, 10) == (2, 0, 2)


@pytest.mark.parametrize("broken", [b"", b"text", paint(size=(300, 300))[:400]])
async def test_what_cannot_be_read_fails(broken: bytes) -> None:
    with pytest.raises(ImagingFailed):
        await TintImaging().enhance(broken)
