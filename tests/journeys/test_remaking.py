"""Buttons under a result: they make something new of it, for who asked, after a restart too, while it is kept."""

from datetime import timedelta
from typing import Any

import pytest

from tests.journeys.endings import paid
from tests.journeys.fixture import Stage
from tests.journeys.pictures import png
from tests.journeys.works import Work, finish, is_done, make, refuse, somebody_else

pytestmark = pytest.mark.asyncio(loop_scope="module")

FROM_WORDS, FROM_PICTURE = "sd/v2/text2image", "sd/v2/image2image"
PHOTON = "photon_v1_84728.safetensors"
FOX: dict[str, Any] = {"prompt": "a fox", "negative": "text", "model": PHOTON, "count": 2, "ratio": "3:2", "size": 480}
A_DAY_AND_MORE = timedelta(hours=26)


def seeds(work: Work) -> set[int | None]:
    """Of its pictures."""
    return {result.seed for result in work.task.results}


def without(body: dict[str, object], *names: str) -> dict[str, object]:
    """What a body says beside these."""
    return {name: value for name, value in body.items() if name not in names}


async def test_a_new_seed_gives_other_pictures_of_the_same_words_in_a_new_message(supplied_room: Stage) -> None:
    room = supplied_room
    first = await make(room, "imagine", at=FROM_WORDS, **FOX, seed=5)
    second = await finish(room, await room.mia.press(first.message, "New seed"), at=FROM_WORDS)

    assert without(second.body, "seed", "alwayson_scripts") == without(first.body, "seed", "alwayson_scripts")
    assert "seed" not in second.body
    assert seeds(first).isdisjoint(seeds(second))
    assert [message.id for message in somebody_else(room).sees(room.channel)] == [first.message.id, second.message.id]
    assert (await room.spent()).person_day == first.task.price + second.task.price


async def test_a_variation_is_made_of_the_picture_that_was_pressed(supplied_room: Stage) -> None:
    room = supplied_room
    first = await make(room, "imagine", at=FROM_WORDS, **FOX)
    assert [label for label in first.message.buttons if "Vary" in label] == ["Vary 1", "Vary 2"]
    second = await finish(room, await room.mia.press(first.message, "Vary 2"), at=FROM_PICTURE)

    link = str(second.body["alwayson_scripts"]["image_link"]).partition("?")[0]
    assert link.endswith(first.message.attachments[1].filename)
    assert second.body["prompt"] == "a fox"
    assert len(second.message.attachments) == 1
    assert "Vary" in second.message.buttons
    assert paid(room) == [FROM_WORDS, FROM_PICTURE]


async def test_what_was_sent_in_is_used_again(supplied_room: Stage) -> None:
    room = supplied_room
    first = await make(room, "reimagine", at=FROM_PICTURE, image=png(name="den.png"), **FOX)
    second = await finish(room, await room.mia.press(first.message, "New seed"), at=FROM_PICTURE)

    links = [str(each.body["alwayson_scripts"]["image_link"]).partition("?")[0] for each in (first, second)]
    assert all(link.endswith("den.png") for link in links)
    assert seeds(first).isdisjoint(seeds(second))


@pytest.mark.parametrize("button", ["New seed", "Vary 1"])
async def test_what_is_made_of_a_private_result_is_private(supplied_room: Stage, button: str) -> None:
    room = supplied_room
    first = await make(room, "imagine", at=FROM_WORDS, private=True, **FOX)
    made = await (await room.mia.press(first.message, button)).until(is_done)

    assert made.id != first.message.id
    assert made.ephemeral
    assert made.attachments
    assert len(paid(room)) == 2
    assert somebody_else(room).sees(room.channel) == []


@pytest.mark.parametrize("button", ["New seed", "Vary 1"])
async def test_somebody_else_is_told_that_it_is_not_theirs_and_nobody_pays(supplied_room: Stage, button: str) -> None:
    room = supplied_room
    first = await make(room, "imagine", at=FROM_WORDS, **FOX)
    refused = await refuse(room, await somebody_else(room).press(first.message, button))

    assert refused.ephemeral
    assert "somebody else" in refused.content
    assert [message.id for message in room.mia.sees(room.channel)] == [first.message.id]
    assert len(await room.tasks()) == 1
