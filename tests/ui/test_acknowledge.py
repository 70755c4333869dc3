"""Nothing is begun for an interaction that Discord does not know we took."""

import asyncio

from bot.sandbox.discord import Fault, Upload
from tests.sandbox.discord.bots import png
from tests.ui.stage import Stage

CALLBACK = "/callback$"
INVOKER = "CommandTree-invoker"
"""What discord.py calls the task of a command."""


async def ask(stage: Stage) -> None:
    """Ann asks for a picture."""
    await stage.ann.slash(stage.channel, "enhance", image=Upload("cat.png", png()))


async def is_started(stage: Stage) -> bool:
    """Whether the Studio was asked to begin Ann's request, once both hers and Bob's after it are done with."""
    await stage.bob.slash(stage.channel, "enhance", image=Upload("dog.png", png()))
    asked = [await asyncio.wait_for(stage.studio.requests.get(), 10)]
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == INVOKER))
    while not stage.studio.requests.empty():
        asked.append(stage.studio.requests.get_nowait())
    return any(request.user_id == stage.ann.id for request in asked)


async def test_work_begins_once_the_interaction_is_acknowledged(stage: Stage) -> None:
    await ask(stage)
    assert await is_started(stage)


async def test_a_dead_interaction_begins_nothing(stage: Stage) -> None:
    stage.local.faults.add(Fault(kind="unknown_interaction", path_regex=CALLBACK))
    await ask(stage)
    assert not await is_started(stage)


async def test_an_acknowledgement_whose_answer_was_lost_counts(stage: Stage) -> None:
    stage.local.faults.add(Fault(kind="commit_then_drop", path_regex=CALLBACK))
    await ask(stage)
    assert await is_started(stage)


async def test_an_acknowledgement_that_never_arrived_begins_nothing(stage: Stage) -> None:
    stage.local.faults.add(Fault(kind="drop_before", path_regex=CALLBACK))
    await ask(stage)
    assert not await is_started(stage)


async def test_an_acknowledgement_that_was_committed_with_an_error_counts_when_repeated(stage: Stage) -> None:
    stage.local.faults.add(Fault(kind="commit_then_status", status=502, path_regex=CALLBACK))
    await ask(stage)
    assert (await asyncio.wait_for(stage.studio.requests.get(), 10)).user_id == stage.ann.id


async def test_a_repeated_event_reaches_the_studio_as_the_same_interaction(stage: Stage) -> None:
    await ask(stage)
    first = await asyncio.wait_for(stage.studio.requests.get(), 10)
    stage.local.repeat_last_interaction()
    second = await asyncio.wait_for(stage.studio.requests.get(), 10)
    assert first.reply.interaction_id == second.reply.interaction_id


async def test_the_request_knows_the_reply_that_was_promised(stage: Stage) -> None:
    conversation, task = await stage.asks()
    assert conversation.message is not None
    assert task.reply.message_id == conversation.message.id


async def test_the_request_knows_the_reply_though_the_answer_to_its_promise_was_lost(stage: Stage) -> None:
    stage.local.faults.add(Fault(kind="commit_then_drop", path_regex=CALLBACK))
    conversation, task = await stage.asks()
    assert conversation.message is not None
    assert task.reply.message_id == conversation.message.id


async def test_a_private_request_is_answered_for_one_pair_of_eyes(stage: Stage) -> None:
    conversation, _ = await stage.asks(private=True)
    assert conversation.message is not None
    assert conversation.message.ephemeral


async def test_a_public_request_is_answered_in_public(stage: Stage) -> None:
    conversation, _ = await stage.asks()
    assert conversation.message is not None
    assert not conversation.message.ephemeral
