"""Several faces in the target: which one gets the source is for the person who asked to say."""

import asyncio
from dataclasses import replace
from typing import Literal

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.discord import Message
from bot.sandbox.upstreams import Script, TintImaging
from tests.journeys.fixture import Stage
from tests.journeys.picking import (
    DETECTION,
    FIRST,
    FUSION,
    GREY,
    RED,
    asks,
    billed,
    halves,
    is_alone,
    is_asking,
    is_secret,
    order,
    order_pair,
    plain,
    question,
    refund,
    result,
    selects,
    sent,
)
from tests.journeys.pictures import size_of
from tests.journeys.refusing import is_refused
from tests.journeys.works import is_done, somebody_else

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_question_shows_the_faces_on_one_sheet_with_a_number_for_each(room: Stage) -> None:
    room.vendors.imgopen.imaging = TintImaging(tint_faces=3)
    asked = await question(room)
    task = await is_asking(room)

    assert "3 faces" in asked.content
    (sheet,) = asked.attachments
    assert sheet.description == "3 faces, numbered from 1"
    assert [option["label"] for option in selects(asked)[0]["options"]] == ["Face 1", "Face 2", "Face 3"]
    is_alone(room, asked)
    assert billed(room) == [(DETECTION, task.id)]


@pytest.mark.parametrize(("face", "expected"), [(1, (RED, GREY)), (2, (GREY, RED))])
async def test_the_face_that_was_chosen_is_swapped_and_the_picture_takes_the_questions_place(
    room: Stage, face: int, expected: tuple[object, ...]
) -> None:
    asked = await question(room)
    message = await result(room, await room.mia.pick(asked, FIRST, f"Face {face}"))

    assert message.id == asked.id
    assert sent(room)["faceIdx"] == face
    assert halves(message) == expected
    is_alone(room, message)


async def test_a_private_question_and_its_picture_are_seen_by_nobody_else(room: Stage) -> None:
    asked = await question(room, private=True)
    is_secret(room)
    message = await result(room, await room.mia.pick(asked, FIRST, "2"))

    assert asked.ephemeral
    assert message.ephemeral
    assert message.id == asked.id
    is_secret(room)


async def test_of_one_face_nobody_is_asked(room: Stage) -> None:
    room.vendors.imgopen.imaging = TintImaging(tint_faces=1)
    message = await result(room, await order(room))

    assert sent(room)["faceIdx"] == 1
    assert not any(asks(state) for state in room.discord.states(message))
    is_alone(room, message)


@pytest.mark.parametrize("answer", ["empty_list", "failed"])
async def test_where_no_face_is_found_the_person_gets_a_sentence_and_their_credits(
    room: Stage, answer: Literal["empty_list", "failed"]
) -> None:
    room.vendors.imgopen.config = replace(room.vendors.imgopen.config, no_face_answer=answer)
    room.vendors.imgopen.scripts.append(Script.NO_FACES)
    words = ("find a face", "target") if answer == "empty_list" else ("Img Open", "400")
    message = await refund(room, await order(room), *words)

    assert [tool for tool, _ in billed(room)] == [DETECTION]
    is_alone(room, message)


async def test_the_largest_face_needs_no_question(room: Stage) -> None:
    conversation = await order(room, face="largest")
    await conversation.until(is_done)

    assert [tool for tool, _ in billed(room)] == ["roop"]


async def test_somebody_else_can_neither_choose_nor_cancel_and_only_they_read_so(room: Stage) -> None:
    asked = await question(room)
    before = await is_asking(room)
    noa = somebody_else(room)
    said = [
        await (await noa.pick(asked, FIRST, "1")).answer(),
        await (await noa.press(asked, "Cancel")).answer(),
    ]

    assert all("belongs to somebody else" in each.content and each.ephemeral for each in said)
    assert await room.tasks() == [before]
    is_alone(room, asked)
    await result(room, await room.mia.pick(asked, FIRST, "2"))


async def test_who_cancels_instead_gets_their_credits_and_no_swap_is_made(room: Stage) -> None:
    asked = await question(room)
    conversation = await room.mia.press(asked, "Cancel")
    message = await refund(room, conversation, "Cancelled")

    assert message.id == asked.id
    assert [tool for tool, _ in billed(room)] == [DETECTION]
    is_alone(room, message)


async def test_of_two_answers_in_the_same_moment_one_is_paid_for(room: Stage) -> None:
    asked = await question(room)
    await is_asking(room)
    first, _ = await asyncio.gather(room.mia.pick(asked, FIRST, "1"), room.mia.pick(asked, FIRST, "2"))
    message = await result(room, first)
    await room.mia.until_sees(lambda said: "answered before" in said.content, room.channel)

    assert halves(message) == ((RED, GREY) if sent(room)["faceIdx"] == 1 else (GREY, RED))
    assert [seen.id for seen in room.mia.sees(room.channel) if not seen.ephemeral] == [message.id]


async def test_a_swap_that_fails_gives_everything_back_and_leaves_no_question(room: Stage) -> None:
    room.vendors.imgopen.scripts.extend([Script.NORMAL, Script.FAIL_LATER])
    asked = await question(room)
    message = await refund(room, await room.mia.pick(asked, FIRST, "2"), "Img Open", "400")

    assert [tool for tool, _ in billed(room)] == [DETECTION, FUSION]
    is_alone(room, message)


async def test_a_question_is_on_the_list_of_tasks_without_anything_to_fetch(room: Stage) -> None:
    await question(room)
    await is_asking(room)
    listed = await (await room.mia.slash(room.channel, "tasks")).answer()

    assert "waiting for your answer" in listed.content
    assert listed.buttons == ()


async def test_twenty_six_faces_are_too_many_for_a_select_and_the_person_is_told(room: Stage) -> None:
    room.vendors.imgopen.imaging = TintImaging(tint_faces=26)
    asked = await question(room)

    assert "26 faces" in asked.content
    assert "first 25" in asked.content
    await result(room, await room.mia.pick(asked, FIRST, "25"))
    assert sent(room)["faceIdx"] == 25


async def test_while_the_swap_is_made_the_question_is_gone_already(room: Stage) -> None:
    asked = await question(room)
    await is_asking(room)
    room.vendors.imgopen.config = replace(room.vendors.imgopen.config, processing_s=3600)
    conversation = await room.mia.pick(asked, FIRST, "1")
    working = await conversation.until(_works)

    assert working.attachments == ()
    assert not asks(working)
    task = await room.until_task(lambda task: task.state is State.RUNNING)
    room.vendors.imgopen.register[FUSION, f"{task.id}-2"].hurry.set()
    await result(room, conversation)


def _works(message: Message) -> bool:
    return "Img Open is working" in message.content and not message.attachments


async def test_two_faceswaps_at_once_each_get_the_face_that_was_chosen_for_them(room: Stage) -> None:
    first, second = await question(room), await question(room)
    wanted = {first.id: "Face 1", second.id: "Face 2"}
    done = [await (await room.mia.pick(asked, FIRST, wanted[asked.id])).until(is_done) for asked in (second, first)]

    assert [(message.id, halves(message)) for message in done] == [(second.id, (GREY, RED)), (first.id, (RED, GREY))]
    assert all(size_of(message.attachments[0].data) == (120, 80) for message in done)


async def test_a_second_source_is_refused_where_the_operator_has_not_said_which_of_two_comes_first(room: Stage) -> None:
    await is_refused(room, await order_pair(room, provider="imgopen"), "Img Open has no use for", "source_2")
    assert await room.tasks() == []


async def test_a_picture_of_nobody_is_sent_to_nobody(room: Stage) -> None:
    pictures = {"source": plain(RED, "red"), "target": plain(GREY, "grey")}
    message = await refund(room, await room.mia.slash(room.channel, "faceswap", **pictures), "no face in", "source")

    assert "Always ask" in message.content
    assert billed(room) == []
    assert room.vendors.imgopen.calls == []
