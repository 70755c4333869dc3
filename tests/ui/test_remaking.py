"""More can be made of a result, by the person it is for, in a new answer for the same eyes."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.errors import Misconfigured, Refused
from bot.domain.ids import DIRECT
from bot.domain.sentences import Reason
from bot.domain.tasks import Input, Press, Task
from bot.domain.toolbox import TOOLS
from bot.domain.tools import Tool
from bot.engine.ports import Picture
from bot.sandbox.discord import Fault, Message
from tests.ui.parts import held, picture
from tests.ui.stage import Stage


async def result(
    stage: Stage, pictures: Sequence[Picture] | None = None, *, private: bool = False, **changes: Any
) -> tuple[Message, Task]:
    """Ann's result with its buttons."""
    conversation, task = await stage.asks(private=private)
    task = replace(task, **{"tool": "imagine", **changes})
    await stage.delivery.post(task, [picture()] if pictures is None else pictures, held)
    return await conversation.answer(), task


async def pressed(stage: Stage) -> tuple[Any, ...]:
    """What the Studio was asked."""
    return await asyncio.wait_for(stage.studio.pressed.get(), 10)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
async def test_a_new_seed_is_offered_where_there_are_seeds(stage: Stage, tool: Tool) -> None:
    message, _ = await result(stage, tool=tool.key)
    assert ("New seed" in message.buttons) is tool.is_seeded
    assert ("Vary" in message.buttons) is (tool.key in {"imagine", "reimagine", "control"})
    assert ("Use this" in message.buttons) is (tool.key == "preview")


@pytest.mark.parametrize(
    ("count", "labels"),
    [
        (1, ("Vary",)),
        (2, ("Vary 1", "Vary 2")),
        (4, ("Vary 1", "Vary 2", "Vary 3", "Vary 4")),
        (5, ("Vary 1", "Vary 2", "Vary 3", "Vary 4")),
    ],
)
async def test_each_picture_can_be_varied_up_to_four(stage: Stage, count: int, labels: tuple[str, ...]) -> None:
    message, _ = await result(stage, [picture() for _ in range(count)])
    assert message.buttons == ("New seed", *labels, "Delete")


async def test_a_new_seed_begins_a_new_answer_beside_the_old_one(stage: Stage) -> None:
    message, task = await result(stage)
    conversation = await stage.ann.press(message, "New seed")
    what, task_id, press = await pressed(stage)
    assert (what, task_id, press.user_id, press.guild_id) == ("again", task.id, stage.ann.id, stage.guild.id)
    answer = conversation.message
    assert answer is not None
    assert (answer.loading, answer.ephemeral, answer.id == message.id) == (True, False, False)
    assert (press.reply.message_id, press.reply.private) == (answer.id, False)
    assert stage.posts()[0].edits == message.edits


async def test_what_comes_of_a_press_arrives_in_the_new_answer(stage: Stage) -> None:
    message, task = await result(stage)
    conversation = await stage.ann.press(message, "New seed")
    press: Press = (await pressed(stage))[2]
    await stage.delivery.post(replace(task, reply=press.reply), [picture(seed=9)], held)
    assert "Seed `9`" in (await conversation.answer()).content


async def test_a_private_result_is_remade_in_private(stage: Stage) -> None:
    message, _ = await result(stage, private=True)
    conversation = await stage.ann.press(message, "New seed")
    press: Press = (await pressed(stage))[2]
    assert conversation.message is not None
    assert (conversation.message.ephemeral, press.reply.private) == (True, True)
    assert stage.posts() == []


async def test_a_result_in_direct_messages_is_remade_there(stage: Stage) -> None:
    _, task = await stage.asks(private=True)
    stage.wait(minutes=20)
    begun = replace(task, tool="imagine", posting_at=stage.clock.now())
    await stage.delivery.post(begun, [picture()], held)
    await stage.ann.press(stage.ann.sees()[-1], "New seed")
    press: Press = (await pressed(stage))[2]
    assert (press.guild_id, press.channel_id) == (DIRECT, stage.ann.dm.id)


async def test_a_variation_is_made_of_the_picture_that_its_button_names(stage: Stage) -> None:
    message, task = await result(stage, [picture(), picture()])
    await stage.ann.press(message, "Vary 2")
    what, task_id, _, image = await pressed(stage)
    assert (what, task_id) == ("vary", task.id)
    assert isinstance(image, Input)
    wanted = message.attachments[1]
    assert (image.filename, image.size_bytes) == (wanted.filename, wanted.size)
    assert image.url.split("?")[0] == wanted.url.split("?")[0]


async def test_a_form_asks_for_the_prompt_with_which_a_preview_goes_on(stage: Stage) -> None:
    message, task = await result(stage, tool="preview")
    opened = await stage.ann.press(message, "Use this")
    submitted = await stage.ann.fill_modal(opened, prompt="a castle")
    what, task_id, press, prompt = await pressed(stage)
    assert (what, task_id, prompt) == ("go on", task.id, "a castle")
    assert submitted.message is not None
    assert press.reply.message_id == submitted.message.id != message.id


async def test_no_form_is_opened_for_what_cannot_be_had(stage: Stage) -> None:
    message, _ = await result(stage, tool="preview")
    stage.studio.early_refusal = Misconfigured(Reason.FEATURE_OFF, provider="North Light", setting="CONTROL")
    answer = await (await stage.ann.press(message, "Use this")).answer()
    assert answer.text.startswith("That isn't turned on here.")
    assert answer.ephemeral
    assert stage.studio.looked_at == [("control", None)]


async def test_a_private_preview_goes_on_in_private(stage: Stage) -> None:
    message, _ = await result(stage, tool="preview", private=True)
    submitted = await stage.ann.fill_modal(await stage.ann.press(message, "Use this"), prompt="a castle")
    press: Press = (await pressed(stage))[2]
    assert submitted.message is not None
    assert (submitted.message.ephemeral, press.reply.private) == (True, True)


@pytest.mark.parametrize(("tool", "button"), [("imagine", "New seed"), ("imagine", "Vary"), ("preview", "Use this")])
async def test_somebody_elses_result_is_not_remade(stage: Stage, tool: str, button: str) -> None:
    message, _ = await result(stage, tool=tool)
    answer = await (await stage.bob.press(message, button)).answer()
    assert (answer.text, answer.ephemeral) == ("That one belongs to somebody else.", True)
    assert stage.studio.pressed.empty()


async def test_what_cannot_be_remade_says_why_in_the_new_answer(stage: Stage) -> None:
    message, _ = await result(stage)
    stage.studio.refusal = Refused(Reason.INPUTS_GONE)
    answer = await (await stage.ann.press(message, "New seed")).answer()
    assert answer.text == "I don't keep that picture any more. Please run the command again with it."
    assert stage.posts()[0].text == message.text


async def test_nothing_is_begun_for_a_press_that_discord_has_dropped(stage: Stage) -> None:
    message, _ = await result(stage)
    stage.local.faults.add(Fault(kind="unknown_interaction", path_regex="/callback$"))
    await stage.ann.press(message, "New seed")
    await stage.ann.press(message, "Vary")
    assert (await pressed(stage))[0] == "vary"
    assert stage.studio.pressed.empty()
