"""Two faces for two people in one picture: only where the operator has said which of them comes first."""

import pytest

from bot.sandbox.discord import Conversation
from bot.sandbox.upstreams import TintImaging
from tests.journeys.fixture import Stage
from tests.journeys.picking import (
    BLUE,
    DETECTION,
    FIRST,
    RED,
    SECOND,
    asks,
    billed,
    halves,
    is_alone,
    is_asking,
    order_pair,
    refund,
    result,
    selects,
    sent,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def choose(stage: Stage, question: Conversation, first: str, second: str) -> Conversation:
    """Mia gives both sources a face."""
    asked = await question.until(asks)
    await is_asking(stage)
    await (await stage.mia.pick(asked, FIRST, first)).acknowledged()
    await stage.until_task(lambda task: task.options.get("faces") is not None)
    return await stage.mia.pick(asked, SECOND, second)


@pytest.mark.parametrize(
    ("first", "second", "links", "expected"),
    [("1", "2", ("red", "blue"), (RED, BLUE)), ("2", "1", ("blue", "red"), (BLUE, RED))],
)
async def test_each_source_goes_to_the_face_that_was_chosen_for_it(
    supplied_room: Stage, first: str, second: str, links: tuple[str, str], expected: tuple[object, object]
) -> None:
    question = await order_pair(supplied_room)
    message = await result(supplied_room, await choose(supplied_room, question, first, second))

    body = sent(supplied_room)
    assert all(name in link for name, link in zip(links, body["sourceUrl"], strict=True))
    assert "faceIdx" not in body
    assert halves(message) == expected
    is_alone(supplied_room, message)


async def test_after_one_answer_the_question_still_stands_and_nothing_was_swapped(supplied_room: Stage) -> None:
    asked = await (await order_pair(supplied_room)).until(asks)
    before = await is_asking(supplied_room)
    await supplied_room.mia.pick(asked, FIRST, "1")
    task = await supplied_room.until_task(lambda task: task.options.get("faces") is not None)

    assert len(selects(asked)) == 2
    assert (task.state, task.options["faces"]) == (before.state, {"source": 1})
    assert billed(supplied_room) == [(DETECTION, task.id)]
    is_alone(supplied_room, asked)


async def test_a_face_that_has_a_source_already_is_refused_to_the_chooser_alone(supplied_room: Stage) -> None:
    said = await choose(supplied_room, await order_pair(supplied_room), "2", "2")
    refusal = await said.until(lambda message: "a face of its own" in message.content)
    task = await is_asking(supplied_room)
    (asked,) = [message for message in supplied_room.mia.sees(supplied_room.channel) if not message.ephemeral]

    assert refusal.ephemeral
    assert billed(supplied_room) == [(DETECTION, task.id)]
    message = await result(supplied_room, await supplied_room.mia.pick(asked, SECOND, "1"))
    assert halves(message) == (BLUE, RED)


@pytest.mark.parametrize("faces", [1, 3])
async def test_two_sources_in_a_picture_of_one_or_of_three_are_refused_and_given_back(
    supplied_room: Stage, faces: int
) -> None:
    supplied_room.vendors.imgopen.imaging = TintImaging(tint_faces=faces)
    message = await refund(supplied_room, await order_pair(supplied_room), "exactly two people", f"shows {faces}")

    assert [tool for tool, _ in billed(supplied_room)] == [DETECTION]
    is_alone(supplied_room, message)
