"""A reply that its token no longer reaches says where the answer is."""

from dataclasses import replace

import structlog

from bot.domain.lifecycle import State
from bot.domain.tasks import Task
from bot.engine.ports import Posted, Progress
from bot.sandbox.discord import Conversation, Permission
from bot.sandbox.discord.flags import EVERY_PERMISSION
from tests.ui.parts import held, picture
from tests.ui.stage import Stage

BELOW = "⬇️ My answer is in a message of its own, further down."
DIRECTLY = "📬 My answer is in your direct messages."


async def waiting(stage: Stage, *, private: bool = False) -> tuple[Conversation, Task]:
    """Ann's conversation whose message shows progress and a Cancel button; its token is dead."""
    conversation, task = await stage.asks(private=private)
    await stage.delivery.progress(replace(task, state=State.ACCEPTED), Progress(position=1), held)
    stage.wait(minutes=20)
    return conversation, replace(task, posting_at=stage.clock.now())


def text_and_buttons(conversation: Conversation) -> tuple[str, tuple[str, ...]]:
    """What the first message shows now."""
    assert conversation.message is not None
    return conversation.message.text, conversation.message.buttons


async def test_it_points_to_a_result_in_the_channel(stage: Stage) -> None:
    conversation, task = await waiting(stage)
    await stage.delivery.post(task, [picture()], held)
    assert text_and_buttons(conversation) == (BELOW, ())


async def test_it_points_to_an_explanation_in_the_channel(stage: Stage) -> None:
    conversation, task = await waiting(stage)
    await stage.delivery.explain(replace(task, state=State.CANCELLED), held)
    assert text_and_buttons(conversation) == (BELOW, ())


async def test_it_points_to_a_result_in_direct_messages(stage: Stage) -> None:
    conversation, task = await waiting(stage)
    stage.local.set_permissions(stage.channel, EVERY_PERMISSION & ~Permission.ATTACH_FILES)
    await stage.delivery.post(task, [picture()], held)
    assert text_and_buttons(conversation) == (DIRECTLY, ())


async def test_a_result_that_was_edited_into_it_stays(stage: Stage) -> None:
    conversation, task = await stage.asks()
    await stage.delivery.post(task, [picture()], held)
    stage.wait(minutes=20)
    await stage.delivery.post(task, [picture()], held)
    assert text_and_buttons(conversation)[1] == ("Delete",)


async def test_a_private_one_stays_as_it_is(stage: Stage) -> None:
    conversation, task = await waiting(stage, private=True)
    with structlog.testing.capture_logs() as logs:
        await stage.delivery.post(task, [picture()], held)
    assert text_and_buttons(conversation)[1] == ("Cancel",)
    assert logs == []


async def test_a_result_counts_though_its_signpost_cannot_be_left(stage: Stage) -> None:
    conversation, task = await waiting(stage)
    assert conversation.message is not None
    stage.local.delete_message(conversation.message)
    assert isinstance(await stage.delivery.post(task, [picture()], held), Posted)
