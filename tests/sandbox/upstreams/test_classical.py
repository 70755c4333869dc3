from collections.abc import AsyncIterator
from io import BytesIO

import pytest
import pytest_asyncio
from PIL import Image

from bot.pool import Pool
from bot.sandbox.pictures import portrait_source
from bot.sandbox.pictures.group import group
from bot.sandbox.upstreams import ClassicalImaging
from bot.sandbox.upstreams.crafts.commission import Commission, Craft
from bot.sandbox.upstreams.failures import ImagingFailed, NoSuchFace
from bot.sandbox.upstreams.painting.brief import Brief
from tests.sandbox.upstreams.customers import paint, pixel
from tests.sandbox.upstreams.painting.pixels import shrunk

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]

BRIEF = Brief(prompt="sea", width=64, height=48)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool() -> AsyncIterator[Pool]:
    async with Pool() as pool:
        yield pool


def size(picture: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(picture)) as image:
        return image.size


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


async def test_briefs_are_carried_out_in_their_size(pool: Pool) -> None:
    imaging = ClassicalImaging(pool)
    drawn = await imaging.draw(BRIEF)
    redrawn = await imaging.redraw(paint("red"), BRIEF, mask=None, strength=0.5)
    followed = await imaging.follow(paint("red"), BRIEF, preprocessor="canny")

    assert [size(picture) for picture in (drawn, redrawn, followed)] == [(64, 48)] * 3


async def test_a_picture_is_traced_and_extended(pool: Pool) -> None:
    imaging = ClassicalImaging(pool)
    traced = await imaging.trace(paint("red"), "canny")
    extended = await imaging.outpaint(paint("red"), BRIEF, vertical=2, horizontal=1.5)

    assert [size(picture) for picture in (traced, extended)] == [(96, 80), (144, 160)]


async def test_a_picture_is_put_into_words(pool: Pool) -> None:
    imaging = ClassicalImaging(pool)

    assert "red" in await imaging.caption(paint("red"), as_tags=False)
    assert "red theme" in (await imaging.caption(paint("red"), as_tags=True)).split(", ")
    assert await imaging.name_style(paint("red")) == "flat illustration"


async def test_a_group_is_searched_and_one_of_it_exchanged(pool: Pool) -> None:
    imaging, two, source = ClassicalImaging(pool), shrunk(group()), shrunk(portrait_source())

    assert len(await imaging.find_faces(two)) == 2
    assert await imaging.swap_faces({2: source}, two) != two
    with pytest.raises(NoSuchFace):
        await imaging.swap_faces({3: source}, two)


async def test_a_portrait_without_a_face_fails(pool: Pool) -> None:
    with pytest.raises(ImagingFailed, match="no face"):
        await ClassicalImaging(pool).portray(paint("red"), BRIEF)


async def test_work_that_takes_too_long_fails(pool: Pool) -> None:
    with pytest.raises(ImagingFailed, match="seconds"):
        await ClassicalImaging(pool, timeout_s=0).enhance(paint("red"))


async def test_commissions_are_carried_out_or_fail(pool: Pool) -> None:
    imaging, picture = ClassicalImaging(pool), paint("red")
    large = Commission(craft=Craft.ENLARGE, pictures={"image": picture}, options={"factor": 2})
    bald = Commission(craft=Craft.EFFECT, pictures={"image": picture}, options={"effect": "bald"})

    [piece] = await imaging.work(large)

    assert size(piece.picture) == (192, 160)
    with pytest.raises(ImagingFailed, match="no face"):
        await imaging.work(bald)
