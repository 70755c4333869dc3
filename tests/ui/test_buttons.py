"""Buttons work after a restart, for the people they are for."""

import asyncio
from dataclasses import replace

from bot.domain.errors import Refused
from bot.domain.lifecycle import State
from bot.domain.sentences import Reason
from bot.domain.tasks import Task
from bot.engine.ports import Progress
from bot.sandbox.discord import Fault, Message
from tests.ui.parts import held, picture
from tests.ui.stage import Stage


async def queued(stage: Stage) -> tuple[Message, Task]:
    """Ann's message with its Cancel button."""
    conversation, task = await stage.asks()
    await stage.delivery.progress(replace(task, state=State.ACCEPTED), Progress(position=1), held)
    assert conversation.message is not None
    return conversation.message, task


async def delivered(stage: Stage, *, late: bool = False, private: bool = False) -> Message:
    """Ann's result with its Delete button."""
    conversation, task = await stage.asks(private=private)
    if late:
        stage.wait(minutes=20)
    await stage.delivery.post(task, [picture()], held)
    message = stage.posts()[-1] if late else conversation.message
    assert message is not None
    return message


async def test_cancel_stops_the_task(stage: Stage) -> None:
    message, task = await queued(stage)
    await stage.ann.press(message, "Cancel")
    assert await asyncio.wait_for(stage.studio.cancelled.get(), 10) == task.id


async def test_cancel_is_for_the_asker_only(stage: Stage) -> None:
    message, _ = await queued(stage)
    answer = await (await stage.bob.press(message, "Cancel")).answer()
    assert (answer.text, answer.ephemeral) == ("That one belongs to somebody else.", True)
    assert stage.studio.cancelled.empty()


async def test_a_cancel_that_comes_too_late_says_so_and_leaves_the_message_alone(stage: Stage) -> None:
    message, _ = await queued(stage)
    stage.studio.refusal = Refused(Reason.TOO_LATE_TO_CANCEL)
    answer = await (await stage.ann.press(message, "Cancel")).answer()
    assert (answer.text, answer.ephemeral) == ("It's too late to cancel that one.", True)
    assert stage.posts()[0].text == message.text


async def test_the_asker_deletes_a_result(stage: Stage) -> None:
    message = await delivered(stage)
    await stage.ann.press(message, "Delete")
    await stage.until_gone(message)


async def test_the_asker_deletes_a_late_result(stage: Stage) -> None:
    message = await delivered(stage, late=True)
    await stage.ann.press(message, "Delete")
    await stage.until_gone(message)


async def test_the_asker_deletes_a_private_result(stage: Stage) -> None:
    message = await delivered(stage, private=True)
    await stage.ann.press(message, "Delete")
    await stage.until_gone(message)


async def test_a_moderator_deletes_somebodys_result(stage: Stage) -> None:
    message = await delivered(stage)
    await stage.boss.press(message, "Delete")
    await stage.until_gone(message)


async def test_others_cannot_delete_a_result(stage: Stage) -> None:
    message = await delivered(stage, late=True)
    answer = await (await stage.bob.press(message, "Delete")).answer()
    assert answer.text == "That one belongs to somebody else."
    assert message.id in {post.id for post in stage.posts()}


async def test_the_asker_deletes_a_result_from_their_direct_messages(stage: Stage) -> None:
    _, task = await stage.asks(private=True)
    stage.wait(minutes=20)
    await stage.delivery.post(task, [picture()], held)
    message = stage.ann.sees()[-1]
    await stage.ann.press(message, "Delete")
    await stage.until_gone(message)


async def test_a_press_that_discord_has_dropped_does_nothing(stage: Stage) -> None:
    message, task = await queued(stage)
    stage.local.faults.add(Fault(kind="unknown_interaction", path_regex="/callback$"))
    await stage.ann.press(message, "Cancel")
    await stage.ann.press(message, "Cancel")
    assert await asyncio.wait_for(stage.studio.cancelled.get(), 10) == task.id
    assert stage.studio.cancelled.empty()


async def test_a_press_whose_acknowledgement_is_lost_still_counts(stage: Stage) -> None:
    message, task = await queued(stage)
    stage.local.faults.add(Fault(kind="commit_then_drop", path_regex="/callback$"))
    await stage.ann.press(message, "Cancel")
    assert await asyncio.wait_for(stage.studio.cancelled.get(), 10) == task.id


async def test_a_refusal_after_a_lost_acknowledgement_leaves_the_message_alone(stage: Stage) -> None:
    message, _ = await queued(stage)
    stage.studio.refusal = Refused(Reason.TOO_LATE_TO_CANCEL)
    stage.local.faults.add(Fault(kind="commit_then_drop", path_regex="/callback$"))
    answer = await (await stage.ann.press(message, "Cancel")).answer()
    assert answer.text == "It's too late to cancel that one."
    assert stage.posts()[0].text == message.text
