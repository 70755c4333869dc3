"""Why a task ended reaches the person it is for, and nobody else."""

from dataclasses import replace

from bot.domain.lifecycle import State
from bot.domain.sentences import Reason, Sentence
from bot.engine.ports import Blocked
from bot.sandbox.discord import Fault, Permission
from bot.sandbox.discord.flags import EVERY_PERMISSION
from tests.ui.parts import held
from tests.ui.stage import Stage

ORIGINAL = r"/messages/@original$"


async def test_a_failure_is_explained_in_the_reply_with_the_credits_back(stage: Stage) -> None:
    conversation, task = await stage.asks()
    failure = Sentence.of(Reason.TIMED_OUT, provider="North Light", minutes=10)
    assert await stage.delivery.explain(replace(task, state=State.EXPIRED, failure=failure), held) is None
    text = (await conversation.answer()).text
    assert "North Light didn't finish within 10 minutes." in text
    assert "You have your 2 credits back." in text


async def test_a_late_failure_is_explained_in_the_channel_with_a_mention(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.wait(minutes=20)
    assert await stage.delivery.explain(replace(task, state=State.CANCELLED, posting_at=None), held) is None
    assert [message.pings for message in stage.posts()[1:]] == [{stage.ann.id}]


async def test_a_failure_is_not_explained_again_when_its_nonce_is_forgotten(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.wait(minutes=20)
    failed = replace(task, state=State.CANCELLED, posting_at=None)
    assert await stage.delivery.explain(failed, held) is None
    stage.wait(hours=1)
    assert await stage.delivery.explain(failed, held) is None
    assert len(stage.posts()[1:]) == 1


async def test_a_failure_that_the_reply_explains_is_not_explained_again_in_the_channel(stage: Stage) -> None:
    _, task = await stage.asks()
    failed = replace(task, state=State.CANCELLED, posting_at=None)
    assert await stage.delivery.explain(failed, held) is None
    stage.wait(minutes=20)
    assert await stage.delivery.explain(failed, held) is None
    assert len(stage.posts()) == 1


async def test_a_failure_is_explained_where_earlier_messages_cannot_be_read(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.local.set_permissions(stage.channel, EVERY_PERMISSION & ~Permission.READ_MESSAGE_HISTORY)
    stage.wait(minutes=20)
    assert await stage.delivery.explain(replace(task, state=State.CANCELLED), held) is None
    assert stage.posts()[-1].pings == {stage.ann.id}


async def test_a_late_private_failure_is_not_explained_in_public(stage: Stage) -> None:
    _, task = await stage.asks(private=True)
    stage.wait(minutes=20)
    assert await stage.delivery.explain(replace(task, state=State.CANCELLED), held) is None
    assert len(stage.ann.sees()) == 1
    assert stage.posts() == []


async def test_a_failure_that_nobody_can_hear_of_is_not_worth_another_try(stage: Stage) -> None:
    _, task = await stage.asks(private=True)
    stage.local.accept_dms(stage.ann, accepts=False)
    stage.wait(minutes=20)
    blocked = await stage.delivery.explain(replace(task, state=State.CANCELLED), held)
    assert isinstance(blocked, Blocked)
    assert blocked.again_s is None


async def test_a_failure_that_discord_does_not_take_now_is_worth_another_try(stage: Stage) -> None:
    conversation, task = await stage.asks()
    failed = replace(task, state=State.CANCELLED)
    stage.local.faults.add(Fault(kind="drop_before", path_regex=ORIGINAL, times=3))
    blocked = await stage.delivery.explain(failed, held)
    assert isinstance(blocked, Blocked)
    assert blocked.again_s is not None
    assert await stage.delivery.explain(failed, held) is None
    assert (await conversation.answer()).text.startswith("Cancelled, as you asked.")
