"""An earlier delivery is found, and where it cannot be looked for, no second one is made."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ids import MessageId
from bot.engine.ports import Blocked, Posted
from bot.sandbox.discord import Permission
from bot.sandbox.discord.flags import EVERY_PERMISSION
from bot.sandbox.discord.timeline import Draft, post
from tests.ui.parts import held, picture
from tests.ui.stage import Stage

WITHOUT_HISTORY = EVERY_PERMISSION & ~Permission.READ_MESSAGE_HISTORY


def chatter(stage: Stage, count: int) -> None:
    """Bob writes many messages."""
    draft = Draft(payload={"content": "hello"}, uploads={})
    bob = stage.local._backend.world.users[stage.bob.id]
    for _ in range(count):
        post(stage.local._backend, draft, channel=stage.channel, author=bob)


async def test_an_earlier_delivery_is_found_among_hundreds_of_messages(stage: Stage) -> None:
    _, task = await stage.asks()
    chatter(stage, 400)
    stage.wait(minutes=20)
    task = replace(task, posting_at=stage.clock.now())
    chatter(stage, 150)
    first = await stage.delivery.post(task, [picture()], held)
    chatter(stage, 150)
    stage.wait(hours=1)
    assert await stage.delivery.post(task, [picture()], held) == first


async def test_a_first_result_is_posted_where_earlier_messages_cannot_be_read(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.local.set_permissions(stage.channel, WITHOUT_HISTORY)
    stage.wait(minutes=20)
    outcome = await stage.delivery.post(replace(task, posting_at=stage.clock.now()), [picture()], held)
    assert outcome == Posted(message_id=MessageId(stage.posts()[-1].id))


async def test_a_result_is_posted_once_where_earlier_messages_cannot_be_read(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.local.set_permissions(stage.channel, WITHOUT_HISTORY)
    stage.wait(minutes=20)
    task = replace(task, posting_at=stage.clock.now())
    first = await stage.delivery.post(task, [picture()], held)
    stage.wait(minutes=1)
    assert await stage.delivery.post(task, [picture()], held) == first


@pytest.mark.parametrize("later", [timedelta(minutes=3), timedelta(hours=1)])
async def test_a_result_whose_nonce_may_be_forgotten_stays_in_the_inbox_where_no_copy_can_be_looked_for(
    stage: Stage, later: timedelta
) -> None:
    _, task = await stage.asks()
    stage.local.set_permissions(stage.channel, WITHOUT_HISTORY)
    stage.wait(minutes=20)
    task = replace(task, posting_at=stage.clock.now())
    await stage.delivery.post(task, [picture()], held)
    stage.clock.shift(later)
    outcome = await stage.delivery.post(task, [picture()], held)
    assert isinstance(outcome, Blocked)
    assert outcome.again_s is None
    results = [message for message in stage.posts() + stage.posts(stage.ann.dm) if message.attachments]
    assert len(results) == 1
