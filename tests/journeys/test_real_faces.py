"""Real people in real pictures: the question comes by itself, and the face that was chosen is the one that changes."""

from collections.abc import AsyncIterator, Callable
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.pool import Pool
from bot.sandbox.discord import Message, Upload
from bot.sandbox.pictures import portrait_source, portrait_target
from bot.sandbox.pictures.group import group
from bot.sandbox.upstreams import ClassicalImaging
from tests.journeys.fixture import Stage
from tests.journeys.picking import FIRST, asks, is_alone, is_asking, result, sent
from tests.journeys.works import is_done

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

LONG_S = 120
MIDDLE = 480
"""To its left is Grace Hopper, to its right Eileen Collins."""


@pytest.fixture(autouse=True)
async def eyes(stage: Stage) -> AsyncIterator[None]:
    """The vendor does look at pictures."""
    async with Pool(workers=1) as pool:
        stage.vendors.imgopen.imaging = ClassicalImaging(pool)
        yield


async def swap(stage: Stage, source: bytes, target: bytes) -> Message:
    """Mia's command without any option, until there is something to choose or nothing more to do."""
    pictures = {"source": Upload("source.jpg", source), "target": Upload("target.jpg", target)}
    conversation = await stage.mia.slash(stage.channel, "faceswap", **pictures)
    return await conversation.until(lambda message: asks(message) or is_done(message), timeout_s=LONG_S)


def change(before: bytes, after: bytes, left: int, right: int) -> float:
    """How much a part of the picture has changed, from 0 to 255."""
    with Image.open(BytesIO(before)) as old, Image.open(BytesIO(after)) as new:
        difference = ImageChops.difference(old.convert("L"), new.convert("L"))
    return ImageStat.Stat(difference.crop((left, 0, right, difference.height))).mean[0]


@pytest.mark.parametrize(("face", "source"), [(1, portrait_target), (2, portrait_source)])
async def test_in_a_picture_of_two_people_the_person_who_was_chosen_is_changed_and_the_other_is_not(
    stage: Stage, face: int, source: Callable[[], bytes]
) -> None:
    async with stage.bot_runs():
        asked = await swap(stage, source(), group())
        assert "2 faces" in asked.content
        await is_asking(stage)
        message = await result(stage, await stage.mia.pick(asked, FIRST, str(face)))

    (picture,) = message.attachments
    left, right = change(group(), picture.data, 0, MIDDLE), change(group(), picture.data, MIDDLE, 1112)
    chosen, other = (left, right) if face == 1 else (right, left)
    assert chosen > 1
    assert other < chosen / 10
    assert sent(stage)["faceIdx"] == face
    is_alone(stage, message)


async def test_in_a_picture_of_one_person_nobody_is_asked(stage: Stage) -> None:
    async with stage.bot_runs():
        message = await swap(stage, portrait_source(), portrait_target())

    assert is_done(message)
    assert len(message.attachments) == 1
    assert [bill.tool for bill in stage.vendors.imgopen.paid_tasks] == ["roop"]
    is_alone(stage, message)
