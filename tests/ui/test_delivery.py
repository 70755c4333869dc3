"""Results and endings reach the person they are for, once, and nobody else."""

from dataclasses import replace
from datetime import timedelta

import discord
import pytest
import structlog

from bot.domain.ids import MessageId
from bot.domain.lifecycle import State
from bot.engine.ports import Blocked, Posted
from bot.sandbox.discord import Fault, Permission
from bot.sandbox.discord.flags import EVERY_PERMISSION
from bot.ui.delivery import DiscordDelivery
from bot.ui.packing import Packer
from tests.ui.parts import Copier, Cutter, held, picture
from tests.ui.stage import Stage

ORIGINAL = r"/messages/@original$"
CHANNEL = r"^/channels/\d+/messages$"


async def test_a_result_replaces_the_reply_while_the_token_lives(stage: Stage) -> None:
    conversation, task = await stage.asks()
    outcome = await stage.delivery.post(task, [picture()], held)
    message = await conversation.answer()
    assert outcome == Posted(message_id=MessageId(message.id))
    assert [file.filename for file in message.attachments] == [f"enhance-{task.id}.png"]
    assert message.attachments[0].description == stage.studio.tools[0].result
    assert message.text.startswith("**Enhance** · 12 s · 2 credits")


async def test_posting_twice_within_the_token_leaves_one_file(stage: Stage) -> None:
    conversation, task = await stage.asks()
    first = await stage.delivery.post(task, [picture()], held)
    assert await stage.delivery.post(task, [picture()], held) == first
    assert conversation.message is not None
    assert len(conversation.message.attachments) == 1
    assert len(stage.posts()) == 1


async def test_after_the_token_a_result_goes_to_the_channel_and_rings_only_the_asker(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.wait(minutes=14.5)
    await stage.delivery.post(task, [picture()], held)
    message = stage.posts()[-1]
    assert message.pings == {stage.ann.id}
    assert len(message.attachments) == 1


async def test_a_dead_token_is_never_called(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.local.faults.add(Fault(kind="status", status=500, path_regex=ORIGINAL, times=99))
    stage.wait(minutes=14.5)
    assert isinstance(await stage.delivery.post(task, [picture()], held), Posted)


async def test_a_late_result_whose_answer_is_lost_is_posted_once(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.wait(minutes=14.5)
    stage.local.faults.add(Fault(kind="commit_then_drop", method="POST", path_regex=CHANNEL))
    outcome = await stage.delivery.post(task, [picture()], held)
    results = [message for message in stage.posts() if message.attachments]
    assert [outcome] == [Posted(message_id=MessageId(message.id)) for message in results]


async def test_a_repeat_after_the_nonce_window_finds_the_earlier_message(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.wait(minutes=20)
    first = await stage.delivery.post(task, [picture()], held)
    stage.wait(hours=1)
    assert await stage.delivery.post(task, [picture()], held) == first
    assert len([message for message in stage.posts() if message.attachments]) == 1


async def test_a_result_edited_in_before_the_token_died_is_found_afterwards(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.wait(minutes=5)
    task = replace(task, posting_at=stage.clock.now())
    first = await stage.delivery.post(task, [picture()], held)
    stage.wait(minutes=20)
    assert await stage.delivery.post(task, [picture()], held) == first


async def test_a_reply_whose_answer_is_lost_is_edited_again(stage: Stage) -> None:
    conversation, task = await stage.asks()
    stage.local.faults.add(Fault(kind="commit_then_drop", method="PATCH", path_regex=ORIGINAL))
    assert isinstance(await stage.delivery.post(task, [picture()], held), Posted)
    assert conversation.message is not None
    assert len(conversation.message.attachments) == 1


async def test_a_token_that_discord_refuses_early_sends_the_result_to_the_channel(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.local.faults.add(Fault(kind="token_expired", path_regex=ORIGINAL))
    assert isinstance(await stage.delivery.post(task, [picture()], held), Posted)
    assert len(stage.posts()[-1].attachments) == 1


async def test_a_private_result_is_ephemeral_while_the_token_lives(stage: Stage) -> None:
    conversation, task = await stage.asks(private=True)
    await stage.delivery.post(task, [picture()], held)
    assert (await conversation.answer()).ephemeral
    assert stage.posts() == []


async def test_a_late_private_result_goes_to_direct_messages(stage: Stage) -> None:
    _, task = await stage.asks(private=True)
    stage.wait(minutes=20)
    begun = replace(task, posting_at=stage.clock.now())
    assert isinstance(await stage.delivery.post(begun, [picture()], held), Posted)
    assert [len(message.attachments) for message in stage.ann.sees()] == [1]
    assert stage.posts() == []


async def test_a_private_result_that_may_have_been_shown_is_not_posted_again(stage: Stage) -> None:
    _, task = await stage.asks(private=True)
    begun = replace(task, posting_at=stage.clock.now())
    stage.wait(minutes=20)
    for _ in range(2):
        assert isinstance(await stage.delivery.post(begun, [picture()], held), Posted)
    (message,) = stage.ann.sees()
    assert message.attachments == ()
    assert "`/tasks`" in message.content


async def test_a_late_private_result_for_closed_direct_messages_stays_in_the_inbox(stage: Stage) -> None:
    _, task = await stage.asks(private=True)
    stage.local.accept_dms(stage.ann, accepts=False)
    stage.wait(minutes=20)
    outcome = await stage.delivery.post(task, [picture()], held)
    assert isinstance(outcome, Blocked)
    assert outcome.again_s is None
    assert stage.posts() == []


@pytest.mark.parametrize("lost", [Permission.SEND_MESSAGES, Permission.ATTACH_FILES, Permission.VIEW_CHANNEL])
async def test_a_late_result_for_a_channel_that_refuses_goes_to_direct_messages(stage: Stage, lost: Permission) -> None:
    _, task = await stage.asks()
    stage.local.set_permissions(stage.channel, EVERY_PERMISSION & ~lost)
    stage.wait(minutes=20)
    assert isinstance(await stage.delivery.post(replace(task, posting_at=stage.clock.now()), [picture()], held), Posted)
    assert len(stage.ann.sees()[-1].attachments) == 1


async def test_a_late_result_for_a_channel_that_is_gone_goes_to_direct_messages(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.local.delete_channel(stage.channel)
    stage.wait(minutes=20)
    assert isinstance(await stage.delivery.post(task, [picture()], held), Posted)
    assert len(stage.ann.sees()[-1].attachments) == 1


async def test_a_result_that_was_asked_for_in_direct_messages_comes_there(stage: Stage) -> None:
    _, task = await stage.asks(channel=stage.ann.dm)
    stage.wait(minutes=20)
    assert isinstance(await stage.delivery.post(task, [picture()], held), Posted)
    assert len(stage.ann.sees()[-1].attachments) == 1


async def test_a_file_that_discord_finds_too_large_is_made_smaller(stage: Stage) -> None:
    conversation, task = await stage.asks()
    stage.local.set_file_limit(stage.guild, 4000)
    stage.wait(minutes=20)
    assert isinstance(await stage.delivery.post(task, [picture(7000)], held), Posted)
    assert stage.posts()[-1].attachments[0].size == 2800
    assert conversation.message is not None


async def test_a_file_that_stays_too_large_is_kept_and_the_person_is_told(stage: Stage) -> None:
    conversation, task = await stage.asks()
    stage.local.faults.add(Fault(kind="too_large", path_regex=ORIGINAL, times=3))
    outcome = await stage.delivery.post(task, [picture(7000)], held)
    assert isinstance(outcome, Blocked)
    assert outcome.again_s is None
    assert "too large to post" in (await conversation.answer()).text


async def test_several_pictures_share_one_request(stage: Stage) -> None:
    _, task = await stage.asks()
    await stage.delivery.post(task, [picture(), picture(), picture()], held)
    assert [file.filename for file in stage.posts()[-1].attachments] == [
        f"enhance-{task.id}-{number}.png" for number in (1, 2, 3)
    ]
    assert max(stage.fitter.limits) * 3 <= 25 * 2**20


async def test_more_pictures_than_one_message_holds_are_spoken_of(stage: Stage) -> None:
    conversation, task = await stage.asks()
    assert isinstance(await stage.delivery.post(task, [picture() for _ in range(12)], held), Posted)
    message = await conversation.answer()
    assert len(message.attachments) == 10
    assert "There are 2 more than fit here: `/tasks` hands you all of them." in message.text


async def test_a_server_error_is_tried_again_later(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.wait(minutes=20)
    stage.local.faults.add(Fault(kind="status", status=503, method="POST", path_regex=CHANNEL))
    outcome = await stage.delivery.post(task, [picture()], held)
    assert isinstance(outcome, Blocked)
    assert outcome.again_s is not None


async def test_a_form_that_discord_refuses_is_our_defect_and_not_repeated(stage: Stage) -> None:
    _, task = await stage.asks()
    stage.local.faults.add(Fault(kind="status", status=400, method="PATCH", path_regex=ORIGINAL))
    with structlog.testing.capture_logs() as logs:
        outcome = await stage.delivery.post(task, [picture()], held)
    assert isinstance(outcome, Blocked)
    assert outcome.again_s is None
    assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == ["Discord refused what we sent"]


async def test_what_cost_nothing_is_neither_priced_nor_given_back(stage: Stage) -> None:
    conversation, task = await stage.asks()
    free = replace(task, price=0)
    await stage.delivery.explain(replace(free, state=State.CANCELLED), held)
    await stage.delivery.post(free, [picture()], held)
    assert conversation.message is not None
    assert [state.text for state in stage.local.states(conversation.message)[1:]] == [
        "Cancelled, as you asked.\nDelete",
        "**Enhance** · 12 s\nDelete",
    ]


async def test_a_deleted_reply_is_not_posted_again_unasked(stage: Stage) -> None:
    conversation, task = await stage.asks()
    message = conversation.message
    assert message is not None
    stage.local.delete_message(message)
    outcome = await stage.delivery.post(task, [picture()], held)
    assert isinstance(outcome, Blocked)
    assert outcome.again_s is None
    assert stage.posts() == []


async def test_nothing_is_posted_before_the_client_is_there(stage: Stage) -> None:
    _, task = await stage.asks()
    unconnected = DiscordDelivery(packer=Packer(Cutter(), ()), sheets=Copier(), clock=stage.clock)
    outcome = await unconnected.post(task, [picture()], held)
    assert isinstance(outcome, Blocked)
    assert outcome.again_s is not None


async def test_a_task_is_delivered_from_its_row_alone_by_a_new_process(stage: Stage) -> None:
    _, task = await stage.asks()
    other = discord.Client(intents=discord.Intents.none())
    async with other:
        await other.login(stage.local.token)
        delivery = DiscordDelivery(packer=Packer(Cutter(), stage.studio.tools), sheets=Copier(), clock=stage.clock)
        delivery.connect(other)
        stage.wait(seconds=timedelta(minutes=20).total_seconds())
        assert isinstance(await delivery.post(task, [picture()], held), Posted)
    assert len(stage.posts()[-1].attachments) == 1
