from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image

from bot.pool import Pool
from bot.sandbox.upstreams import ClassicalImaging
from bot.sandbox.upstreams.failures import ImagingFailed
from tests.sandbox.upstreams.customers import paint, pixel


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    async with Pool() as pool:
        yield pool


async def test_an_enhanced_picture_is_larger_and_shows_the_same(pool: Pool) -> None:
    picture = await ClassicalImaging(pool).enhance(paint("red"))

    with Image.open(BytesIO(picture)) as image:
        assert (image.width, image.height) == (192, 160)
    assert (pixel(picture, 10), pixel(picture, 180)) == ((4, 0, 0), (4, 4, 4))


async def test_what_the_tools_refuse_fails_in_their_own_words(pool: Pool) -> None:
    imaging = ClassicalImaging(pool)

    with pytest.raises(ImagingFailed, match="no face found in the source picture"):
        await imaging.swap(paint("blue"), paint("red"), 0.5)
    with pytest.raises(ImagingFailed):
        await imaging.enhance(b"text")


async def test_work_that_takes_too_long_fails(pool: Pool) -> None:
    with pytest.raises(ImagingFailed, match="seconds"):
        await ClassicalImaging(pool, timeout_s=0).enhance(paint("red"))
