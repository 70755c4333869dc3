"""A person is asked which face is meant, once; nobody else can answer, and the question goes with its answer."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.domain.errors import Refused
from bot.domain.ids import MessageId
from bot.domain.lifecycle import State
from bot.domain.sentences import Reason
from bot.domain.tasks import Input, Press, Task
from bot.engine.ports import Blocked, Posted, Progress, Question
from bot.sandbox.discord import Conversation, Fault, Message, Permission
from bot.sandbox.discord.components import walk
from bot.sandbox.discord.flags import EVERY_PERMISSION
from bot.ui.delivery import DiscordDelivery
from bot.ui.packing import Packer
from tests.ui.parts import Copier, Cutter, held, picture
from tests.ui.stage import Stage

CHANNEL = r"^/channels/\d+/messages$"
CALLBACK = "/callback$"
ONE = Question(sources=("source",), chosen={})
TWO = Question(sources=("source", "source_2"), chosen={"source_2": 2})
PICK = "Which face gets source?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Ann's task and the question about it."""

    conversation: Conversation
    task: Task
    outcome: Posted | Blocked

    @property
    def message(self) -> Message:
        assert self.conversation.message is not None
        return self.conversation.message


def swap(task: Task, sources: Sequence[str] = ("source",)) -> Task:
    """The row of a face swap that has found its faces."""
    slots = (*sources[:1], "target", *sources[1:])
    inputs = tuple(Input(slot=slot, url="", filename="a.png", size_bytes=1) for slot in slots)
    return replace(task, tool="faceswap", inputs=inputs, state=State.SAVED, posting_at=None)


async def asked(
    stage: Stage, question: Question = ONE, *, faces: int = 3, late: bool = False, private: bool = False
) -> Asked:
    conversation, task = await stage.asks(private=private)
    task = swap(task, question.sources)
    if late:
        stage.wait(minutes=20)
    outcome = await stage.delivery.ask(task, question, [picture() for _ in range(faces)], held)
    return Asked(conversation=conversation, task=task, outcome=outcome)


async def chosen(stage: Stage, task: Task) -> Task:
    """The row after the answer that was given last."""
    press: Press = (await picked(stage))[2]
    reply = replace(press.reply, private=task.reply.private)
    return replace(task, state=State.ACCEPTED, round=2, reply=reply, message_id=reply.message_id)


async def picked(stage: Stage) -> tuple[Any, ...]:
    return await asyncio.wait_for(stage.studio.pressed.get(), 10)


def selects(message: Message) -> list[dict[str, Any]]:
    return [part for part in walk(message.components) if part.get("options")]


async def test_the_question_shows_one_sheet_and_names_the_picture_and_the_source(stage: Stage) -> None:
    said = await asked(stage)
    assert said.outcome == Posted(message_id=MessageId(said.message.id))
    assert said.message.content == "❓ I found 3 faces in **target**. Which one gets **source**?"
    (sheet,) = said.message.attachments
    assert (sheet.filename, sheet.description) == (f"faceswap-{said.task.id}-faces.jpg", "3 faces, numbered from 1")
    assert said.message.buttons == ("Cancel",)


async def test_each_source_has_a_select_in_which_what_was_chosen_is_selected(stage: Stage) -> None:
    said = await asked(stage, TWO, faces=2)
    assert said.message.content == "❓ I found 2 faces in **target**. Which one gets which source?"
    first, second = selects(said.message)
    assert (first["placeholder"], second["placeholder"]) == (PICK, "Which face gets source_2?")
    assert [option["label"] for option in first["options"]] == ["Face 1", "Face 2"]
    assert [option.get("default", False) for option in first["options"]] == [False, False]
    assert [option.get("default", False) for option in second["options"]] == [False, True]


async def test_of_many_faces_the_first_25_can_be_chosen(stage: Stage) -> None:
    said = await asked(stage, faces=26)
    assert said.message.content.endswith("The first 25 can be chosen.")
    assert len(selects(said.message)[0]["options"]) == 25


async def test_a_choice_reaches_the_studio_with_a_fresh_reply_to_the_same_message(stage: Stage) -> None:
    said = await asked(stage)
    stage.wait(hours=3)
    await stage.ann.pick(said.message, PICK, "Face 2")
    what, task_id, press, source, face = await picked(stage)
    assert (what, task_id, source, face) == ("choose", said.task.id, "source", 2)
    assert (press.user_id, press.reply.message_id) == (stage.ann.id, said.message.id)
    assert press.reply.token_expires_at > stage.clock.now()


async def test_a_choice_that_discord_knows_we_have_is_one_whose_token_it_takes(stage: Stage) -> None:
    said = await asked(stage)
    await stage.ann.pick(said.message, PICK, "1")
    assert (await picked(stage))[2].is_heard


@pytest.mark.parametrize(
    "fault",
    [Fault(kind="commit_then_drop", path_regex=CALLBACK), Fault(kind="drop_before", path_regex=CALLBACK)],
    ids=lambda fault: fault.kind,
)
async def test_a_choice_whose_acknowledgement_was_lost_counts_without_its_token(stage: Stage, fault: Fault) -> None:
    said = await asked(stage)
    stage.local.faults.add(fault)
    await stage.ann.pick(said.message, PICK, "1")
    assert not (await picked(stage))[2].is_heard


async def test_a_choice_alone_leaves_the_question_as_it_is(stage: Stage) -> None:
    said = await asked(stage, TWO, faces=2)
    before = said.message
    await stage.ann.pick(before, PICK, "1")
    await picked(stage)
    assert said.message.edits == before.edits
    assert stage.posts() == [said.message]


async def test_only_the_asker_chooses(stage: Stage) -> None:
    said = await asked(stage)
    answer = await (await stage.bob.pick(said.message, PICK, "1")).answer()
    assert (answer.text, answer.ephemeral) == ("That one belongs to somebody else.", True)
    assert stage.studio.pressed.empty()


@pytest.mark.parametrize("reason", [Reason.SAME_FACE, Reason.ALREADY_CHOSEN])
async def test_a_choice_that_is_refused_says_why_to_the_asker_alone(stage: Stage, reason: Reason) -> None:
    said = await asked(stage)
    stage.studio.refusal = Refused(reason)
    answer = await (await stage.ann.pick(said.message, PICK, "1")).answer()
    assert answer.ephemeral
    assert answer.id != said.message.id
    assert len(selects(stage.posts()[0])) == 1


async def test_the_question_can_be_cancelled(stage: Stage) -> None:
    said = await asked(stage)
    await stage.ann.press(said.message, "Cancel")
    assert await asyncio.wait_for(stage.studio.cancelled.get(), 10) == said.task.id


async def test_progress_after_the_choice_takes_sheet_and_selects_away(stage: Stage) -> None:
    said = await asked(stage)
    await stage.ann.pick(said.message, PICK, "1")
    await stage.delivery.progress(await chosen(stage, said.task), Progress(), held)
    assert said.message.content.startswith("⏳ On the list.")
    assert (said.message.attachments, selects(said.message)) == ((), [])


async def test_the_result_takes_the_place_of_the_question(stage: Stage) -> None:
    said = await asked(stage)
    await stage.ann.pick(said.message, PICK, "1")
    await stage.delivery.post(await chosen(stage, said.task), [picture()], held)
    assert [file.filename for file in said.message.attachments] == [f"faceswap-{said.task.id}.png"]
    assert (said.message.buttons, selects(said.message)) == (("Delete",), [])


@pytest.mark.parametrize("process", ["the same process", "another process"])
async def test_late_news_leaves_the_result_that_came_after_a_question(stage: Stage, process: str) -> None:
    said = await asked(stage)
    await stage.ann.pick(said.message, PICK, "1")
    task = await chosen(stage, said.task)
    await stage.delivery.post(task, [picture()], held)
    other = DiscordDelivery(packer=Packer(Cutter(), ()), sheets=Copier(), clock=stage.clock)
    other.connect(stage.client)
    late = stage.delivery if process == "the same process" else other
    await late.progress(replace(task, state=State.RUNNING), Progress(), held)
    assert len(said.message.attachments) == 1


async def test_an_ending_without_a_choice_takes_sheet_and_selects_away(stage: Stage) -> None:
    said = await asked(stage)
    await stage.delivery.explain(replace(said.task, state=State.CANCELLED), held)
    assert said.message.content.startswith("Cancelled, as you asked.")
    assert (said.message.attachments, selects(said.message)) == ((), [])


async def test_a_question_that_its_token_no_longer_reaches_is_cleared_when_the_task_ends(stage: Stage) -> None:
    said = await asked(stage)
    stage.wait(hours=1)
    await stage.delivery.explain(replace(said.task, state=State.EXPIRED), held)
    assert said.message.content == "⬇️ My answer is in a message of its own, further down."
    assert (said.message.attachments, selects(said.message)) == ((), [])


async def test_late_news_leaves_the_question(stage: Stage) -> None:
    said = await asked(stage)
    await stage.delivery.progress(replace(said.task, state=State.ASKING), Progress(), held)
    assert len(selects(said.message)) == 1


async def test_a_late_question_goes_to_the_channel_and_is_asked_once(stage: Stage) -> None:
    said = await asked(stage, late=True)
    stage.wait(hours=1)
    again = await stage.delivery.ask(said.task, ONE, [picture()] * 3, held)
    assert again == said.outcome
    questions = [message for message in stage.posts() if selects(message)]
    assert [message.pings for message in questions] == [{stage.ann.id}]


async def test_a_question_whose_answer_is_lost_is_asked_once(stage: Stage) -> None:
    stage.local.faults.add(Fault(kind="commit_then_drop", method="POST", path_regex=CHANNEL))
    said = await asked(stage, late=True)
    assert [said.outcome] == [Posted(message_id=MessageId(message.id)) for message in stage.posts() if selects(message)]


async def test_a_late_question_is_not_taken_for_the_result(stage: Stage) -> None:
    said = await asked(stage, late=True)
    result = await stage.delivery.post(replace(said.task, round=2), [picture()], held)
    assert isinstance(result, Posted)
    assert result != said.outcome


async def test_a_late_private_question_goes_to_direct_messages(stage: Stage) -> None:
    await asked(stage, late=True, private=True)
    assert stage.posts() == []
    assert len(selects(stage.ann.sees()[-1])) == 1


async def test_a_question_that_nobody_can_be_asked_is_blocked(stage: Stage) -> None:
    stage.local.set_permissions(stage.channel, EVERY_PERMISSION & ~Permission.ATTACH_FILES)
    stage.local.accept_dms(stage.ann, accepts=False)
    outcome = (await asked(stage, late=True)).outcome
    assert isinstance(outcome, Blocked)
    assert outcome.again_s is None


async def test_a_question_that_discord_does_not_take_now_is_asked_later(stage: Stage) -> None:
    stage.local.faults.add(Fault(kind="status", status=503, method="POST", path_regex=CHANNEL))
    outcome = (await asked(stage, late=True)).outcome
    assert isinstance(outcome, Blocked)
    assert outcome.again_s is not None


def asking(said: Asked) -> Task:
    """The row once it says where the question is."""
    assert isinstance(said.outcome, Posted)
    return replace(said.task, state=State.EXPIRED, message_id=said.outcome.message_id)


@pytest.mark.parametrize("private", [True, False])
async def test_a_question_in_a_message_of_its_own_goes_when_the_answer_is_in_another(
    stage: Stage, *, private: bool
) -> None:
    said = await asked(stage, late=True, private=private)
    assert await stage.delivery.explain(asking(said), held) is None
    (left,) = [message for message in (*stage.posts(), *stage.ann.sees()) if message.buttons]
    assert left.buttons == ("Delete",)


async def test_a_second_question_goes_when_the_first_is_answered(stage: Stage) -> None:
    first, second = await asked(stage), await asked(stage, late=True)
    await stage.ann.pick(first.message, PICK, "1")
    task = replace(await chosen(stage, first.task), message_id=asking(second).message_id)
    await stage.delivery.post(task, [picture()], held)
    assert [message for message in stage.posts() if selects(message)] == []
    assert first.message.buttons == ("Delete",)


async def test_an_ending_is_told_though_the_question_cannot_be_withdrawn(stage: Stage) -> None:
    said = await asked(stage, late=True)
    await stage.boss.delete(stage.posts()[-1])
    assert await stage.delivery.explain(asking(said), held) is None
    assert stage.posts()[-1].buttons == ("Delete",)
