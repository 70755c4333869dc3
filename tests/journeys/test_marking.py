"""Working on a part of a picture: Mia says which, sees what was found, and says yes before anything is done."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from bot.domain.lifecycle import State
from bot.sandbox.discord import Message, Upload
from bot.upstreams.local.raster import Bytes, decode
from tests.journeys.catalogue import sights
from tests.journeys.endings import gives_back, last_words
from tests.journeys.fixture import Stage
from tests.journeys.picking import is_secret
from tests.journeys.test_consent import asks, labels
from tests.journeys.works import is_done, somebody_else

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]

CLOSE = 6
"""Levels of 255 by which re-encoding may change a pixel."""

Part = tuple[slice, slice]


def face() -> Upload:
    return sights.small(sights.astronaut(), 300, 300)


def poster() -> Upload:
    """Words, large and dark, on a calm ground."""
    with Image.open(BytesIO(sights.disc().data)) as ground:
        image = ground.convert("RGB").resize((480, 320))
    image.paste((215, 220, 228), (0, 0, 480, 320))
    ImageDraw.Draw(image).text((60, 60), "GRAND OPENING", fill=(20, 20, 30), font=ImageFont.load_default(44))
    target = BytesIO()
    image.save(target, "PNG")
    return Upload("poster.png", target.getvalue())


async def marked(stage: Stage, command: str = "erase", **options: Any) -> Message:
    """What Mia is shown before anything is done."""
    asked = await stage.mia.slash(stage.channel, command, **{"provider": "local"} | options)
    question = await asked.until(lambda message: asks(message) or is_done(message))
    assert asks(question), question.content
    await stage.until_task(lambda task: task.state is State.ASKING)
    return question


async def agreed(stage: Stage, question: Message) -> Bytes:
    """The picture that takes the question's place after a yes."""
    done = await (await stage.mia.press(question, labels(question)[0])).until(is_done)
    await stage.until_task(lambda task: task.state is State.DELIVERED)
    assert done.id == question.id
    assert not asks(done)
    return pixels(done.attachments[0].data)


async def refused(stage: Stage, **options: Any) -> str:
    """The sentence that she gets instead."""
    conversation = await stage.mia.slash(stage.channel, "erase", **{"provider": "local"} | options)
    message = await last_words(stage, conversation)
    assert await gives_back(stage)
    return message.content.replace("*", "")


def pixels(picture: bytes) -> Bytes:
    return decode(picture).pixels


def change(before: Bytes, after: Bytes) -> Bytes:
    """By pixel, the largest of the three channels."""
    assert before.shape == after.shape
    return np.asarray(cv2.absdiff(before, after).max(axis=2))


FINDS: dict[str, tuple[Callable[[], Upload], dict[str, Any], Part, Part]] = {
    "the largest face": (face, {"find": "largest_face"}, np.s_[90:200, 90:210], np.s_[260:, :]),
    "text": (poster, {"find": "text"}, np.s_[65:105, 70:350], np.s_[180:, :]),
    "a rectangle": (
        sights.disc,
        {"left": 30, "top": 20, "width": 40, "height": 60},
        np.s_[80:160, 120:200],
        np.s_[:, :80],
    ),
}
"""A picture, how its part is said, somewhere in that part, and somewhere far from it."""


@pytest.mark.parametrize("found", FINDS)
async def test_what_was_marked_is_shown_and_after_the_yes_it_is_gone_and_the_rest_is_as_it_was(
    room: Stage, found: str
) -> None:
    make, options, inside, outside = FINDS[found]
    picture = make()
    question = await marked(room, image=picture, **options)
    assert "This is what I'd remove." in question.content
    assert "for free" in question.content
    assert [attachment.description for attachment in question.attachments] != [None]

    changed = change(pixels(picture.data), await agreed(room, question))

    assert changed[inside].mean() > 10
    assert changed[outside].max() <= CLOSE
    assert [task.offer for task in await room.tasks()] == ["local.erase"]
    assert await gives_back(room)


async def test_the_preview_shows_the_marked_part_bright_and_the_rest_darker(room: Stage) -> None:
    picture = sights.plain(320, 240)
    question = await marked(room, image=picture, left=25, top=25, width=50, height=50)

    (proof,) = question.attachments
    shown, sent = pixels(proof.data), pixels(picture.data)
    height, width = shown.shape[:2]
    assert shown[height // 2, width // 2].astype(int).sum() > shown[height // 20, width // 20].astype(int).sum()
    assert shown[height // 20, width // 20].astype(int).sum() < sent[0, 0].astype(int).sum()


async def test_after_a_no_nothing_is_done(room: Stage) -> None:
    question = await marked(room, image=sights.disc(), left=30, top=20, width=40, height=60)

    ended = await (await room.mia.press(question, "Cancel")).until(is_done)
    await room.until_task(lambda task: task.state is State.REFUNDED)

    assert ended.attachments == ()
    assert await gives_back(room)


async def test_nobody_else_says_yes(room: Stage) -> None:
    question = await marked(room, image=sights.disc(), left=30, top=20, width=40, height=60)

    answer = await (await somebody_else(room).press(question, labels(question)[0])).answer()

    assert answer.ephemeral
    assert [task.state for task in await room.tasks()] == [State.ASKING]


async def test_a_private_preview_is_seen_by_nobody_else(room: Stage) -> None:
    question = await marked(room, image=sights.disc(), left=30, top=20, width=40, height=60, private=True)
    assert question.ephemeral
    is_secret(room)

    await agreed(room, question)

    is_secret(room)


async def test_a_mask_of_her_own_is_not_asked_about(room: Stage) -> None:
    picture = sights.disc()
    asked = await room.mia.slash(room.channel, "erase", image=picture, mask=sights.disc_mask(), provider="local")
    done = await asked.until(lambda message: asks(message) or is_done(message))

    assert not asks(done)
    changed = change(pixels(picture.data), pixels(done.attachments[0].data))
    assert changed[100:140, 140:180].mean() > 50
    assert changed[:, :80].max() <= CLOSE


async def test_what_a_vendor_is_to_erase_is_asked_about_with_its_price_and_sent_as_a_mask(room: Stage) -> None:
    picture = sights.disc()
    question = await marked(room, image=picture, left=30, top=20, width=40, height=60, provider="ailab")
    assert "5 credits at AILabTools" in question.content
    assert room.vendors.ailab.calls == []

    changed = change(pixels(picture.data), await agreed(room, question))

    assert changed[80:160, 120:200].mean() > 10
    assert changed[:, :80].max() <= CLOSE
    assert [paid.tool for paid in room.vendors.ailab.paid_tasks] == ["remove-objects"]
    assert (await room.spent()).person_day == 5


async def test_a_part_is_replaced_after_the_same_question(room: Stage) -> None:
    rectangle = {"left": 30, "top": 20, "width": 40, "height": 60}
    asked = await room.mia.slash(room.channel, "replace", image=sights.disc(), prompt="a lemon", **rectangle)
    question = await asked.until(asks)
    assert "This is what I'd replace. That costs 25 credits at AILabTools." in question.content

    await agreed(room, question)

    assert [paid.tool for paid in room.vendors.ailab.paid_tasks] == ["ai-object-replacer"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"find": "largest_face"}, "I found no face in image."),
        ({"find": "text"}, "I found no text in image."),
        ({"find": "corner_watermark"}, "I found no watermark in a corner in image."),
        ({"mask": sights.black(160, 120)}, "mask is 160 × 120, the picture 320 × 240: both must be the same."),  # noqa: RUF001 - the sign between a width and a height
        ({"mask": sights.disc_mask(), "find": "text"}, "Please say it in one way only"),
        ({"mask": sights.disc_mask(), "left": 10, "top": 10, "width": 10, "height": 10}, "in one way only"),
        ({"find": "text", "left": 10, "top": 10, "width": 10, "height": 10}, "in one way only"),
        ({"left": 10, "width": 10}, "A rectangle needs all of"),
        ({}, "Which part?"),
    ],
)
async def test_what_cannot_be_marked_is_said_and_costs_nothing(
    room: Stage, options: dict[str, Any], words: str
) -> None:
    assert words in await refused(room, image=sights.plain(320, 240), **options)
