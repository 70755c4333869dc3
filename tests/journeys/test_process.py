"""The bot as its own process: how it ends, and what the next one makes of what a killed one has left."""

import signal
from dataclasses import replace

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.bot_process import BotProcess
from bot.sandbox.discord import Conversation, Fault
from bot.sandbox.upstreams import Fault as VendorFault
from bot.sandbox.upstreams.faults import RESULT
from tests.journeys.fixture import Stage
from tests.journeys.pictures import has_picture, png, size_of
from tests.journeys.process import delivered, kept, process_runs, refunded, said, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(150)]

SOON_LOST = {"PROVIDERS__MAGICTIGER__POLL_DEADLINE_S": "4", "PROVIDERS__IMGOPEN__PACE__POLL_DEADLINE_S": "30"}


async def enhance(stage: Stage) -> Conversation:
    """Mia asks for what Magic Tiger does."""
    return await stage.mia.slash(stage.channel, "enhance", image=png())


async def swap(stage: Stage) -> Conversation:
    """Mia asks for what Img Open does."""
    return await stage.mia.slash(
        stage.channel, "faceswap", source=png(name="face.png"), target=png(120, 80, name="scene.png"), face="largest"
    )


def submissions(stage: Stage) -> int:
    """How often a paid endpoint was called, whatever came of it."""
    calls = [*stage.vendors.magictiger.calls, *stage.vendors.imgopen.calls]
    return len([call for call in calls if call.endpoint in {"createtask", "roop", "v2/roop"}])


def paid(stage: Stage) -> int:
    """How many tasks the vendors would bill."""
    return len(stage.vendors.magictiger.paid_tasks) + len(stage.vendors.imgopen.paid_tasks)


def slow(stage: Stage, processing_s: float) -> None:
    """Let Magic Tiger take its time."""
    stage.vendors.magictiger.config = replace(stage.vendors.magictiger.config, processing_s=processing_s)


async def test_sigterm_while_a_task_runs_upstream_ends_with_0_and_the_next_process_delivers(stage: Stage) -> None:
    slow(stage, 3)
    async with process_runs(stage) as bot:
        await enhance(stage)
        await stage.until_task(lambda task: task.state is State.RUNNING)
        assert await bot.stop() == 0
    async with process_runs(stage):
        message = await delivered(stage)

    assert size_of(message.attachments[0].data) == (96, 64)
    assert (submissions(stage), paid(stage)) == (1, 1)


async def test_killed_before_anything_was_sent_the_task_is_done_by_the_next_process(stage: Stage) -> None:
    stage.discord.faults.add(Fault(kind="cdn_slow", seconds=5))
    async with process_runs(stage) as bot:
        await enhance(stage)
        await stage.until_task(lambda task: task.state is State.ACCEPTED)
        await bot.kill()
    async with process_runs(stage):
        await delivered(stage)

    assert (submissions(stage), paid(stage)) == (1, 1)


@pytest.mark.parametrize(("fault", "billed"), [(VendorFault.HANG, 0), (VendorFault.ENDLESS, 1)])
async def test_killed_while_sending_to_a_vendor_that_cannot_be_asked_the_credits_come_back_at_the_deadline(
    stage: Stage, fault: VendorFault, billed: int
) -> None:
    stage.vendors.magictiger.faults.add(fault, endpoint="createtask")
    async with process_runs(stage, **SOON_LOST) as bot:
        await enhance(stage)
        await stage.vendors.magictiger.faults.met(fault)
        await bot.kill()
    async with process_runs(stage, **SOON_LOST):
        await refunded(stage)

    assert (submissions(stage), paid(stage)) == (1, billed)


async def test_killed_while_sending_what_arrived_is_found_by_our_own_id(stage: Stage) -> None:
    stage.vendors.imgopen.faults.add(VendorFault.ENDLESS, endpoint="roop")
    async with process_runs(stage, **SOON_LOST) as bot:
        await swap(stage)
        await stage.vendors.imgopen.faults.met(VendorFault.ENDLESS)
        await until(lambda: paid(stage) == 1)
        await bot.kill()
    async with process_runs(stage, **SOON_LOST):
        message = await delivered(stage)

    assert size_of(message.attachments[0].data) == (120, 80)
    assert (submissions(stage), paid(stage)) == (1, 1)


async def test_killed_while_sending_what_never_arrived_is_given_back_soon(stage: Stage) -> None:
    stage.vendors.imgopen.faults.add(VendorFault.HANG, endpoint="roop")
    async with process_runs(stage, **SOON_LOST) as bot:
        await swap(stage)
        await stage.vendors.imgopen.faults.met(VendorFault.HANG)
        await bot.kill()
    async with process_runs(stage, **SOON_LOST):
        await refunded(stage)

    assert (submissions(stage), paid(stage)) == (1, 0)


async def test_killed_while_a_task_runs_upstream_the_next_process_delivers_it(stage: Stage) -> None:
    slow(stage, 3)
    async with process_runs(stage) as bot:
        await enhance(stage)
        await stage.until_task(lambda task: task.state is State.RUNNING)
        await bot.kill()
    async with process_runs(stage):
        await delivered(stage)

    assert (submissions(stage), paid(stage)) == (1, 1)


async def test_killed_while_the_result_is_fetched_it_is_fetched_again(stage: Stage) -> None:
    stage.vendors.magictiger.faults.slow_s = 5
    stage.vendors.magictiger.faults.add(VendorFault.SLOW, endpoint=RESULT)
    async with process_runs(stage) as bot:
        await enhance(stage)
        await stage.vendors.magictiger.faults.met(VendorFault.SLOW)
        await bot.kill()
    async with process_runs(stage):
        await delivered(stage)

    assert (submissions(stage), paid(stage)) == (1, 1)


async def test_killed_while_posting_the_picture_is_there_once(stage: Stage) -> None:
    stage.discord.faults.add(Fault(kind="delay", method="PATCH", path_regex="@original", times=1000, seconds=0.7))
    async with process_runs(stage) as bot:
        await enhance(stage)
        await stage.until_task(lambda task: task.posting_at is not None)
        await bot.kill()
    stage.discord.faults.clear()
    async with process_runs(stage):
        await delivered(stage)

    assert (submissions(stage), paid(stage)) == (1, 1)


async def test_killed_after_posting_and_before_knowing_the_picture_is_there_once(stage: Stage) -> None:
    lost = Fault(kind="commit_then_drop", method="PATCH", path_regex="@original", times=1000)
    stage.discord.faults.add(lost)
    async with process_runs(stage) as bot:
        conversation = await enhance(stage)
        await conversation.until(has_picture)
        await bot.kill()
    stage.discord.faults.clear()
    assert (await stage.tasks())[0].state is State.SAVED
    async with process_runs(stage):
        await delivered(stage)

    assert (submissions(stage), paid(stage)) == (1, 1)


async def test_killed_after_posting_to_the_channel_and_before_knowing_the_picture_is_there_once(stage: Stage) -> None:
    dead = Fault(kind="token_expired", method="PATCH", path_regex="@original", times=1000)
    lost = Fault(kind="commit_then_drop", method="POST", path_regex=r"/channels/\d+/messages", times=1000)
    stage.discord.faults.add(dead)
    stage.discord.faults.add(lost)
    async with process_runs(stage) as bot:
        await enhance(stage)
        await stage.mia.until_sees(has_picture, stage.channel)
        await bot.kill()
    assert (await stage.tasks())[0].state is State.SAVED
    stage.discord.faults.clear()
    stage.discord.faults.add(dead)
    async with process_runs(stage):
        await stage.until_task(lambda task: task.state is State.DELIVERED)

    assert len([seen for seen in stage.mia.sees(stage.channel) if seen.attachments]) == 1
    assert (submissions(stage), paid(stage)) == (1, 1)


async def test_a_picture_that_a_killed_process_stored_and_did_not_look_at_is_put_over_and_goes_in_the_end(
    stage: Stage,
) -> None:
    async with process_runs(stage) as bot:
        await enhance(stage)
        await until(lambda: len(kept(stage)) == 1)
        await bot.kill()
    (left,) = kept(stage)
    assert left == (await stage.tasks())[0].inputs[0].media
    async with process_runs(stage):
        await delivered(stage)

    assert left not in kept(stage)


@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT])
async def test_a_second_signal_ends_the_process_at_once(stage: Stage, second: signal.Signals) -> None:
    stage.vendors.magictiger.faults.add(VendorFault.HANG, endpoint="createtask")
    async with process_runs(stage, ENGINE__GRACE_S="600") as bot:
        await enhance(stage)
        await stage.vendors.magictiger.faults.met(VendorFault.HANG)
        bot.send(signal.SIGTERM)
        await until(lambda: said(bot, "asked to stop") == 1)
        bot.send(second)

        assert await bot.wait() == -second


async def test_a_gateway_that_refuses_the_token_ends_the_process_with_one_sentence(stage: Stage) -> None:
    async with process_runs(stage) as bot:
        await stage.discord.close_gateways(4004)

        assert await bot.wait() == 2
        assert "Discord's gateway turned us away" in last_words(bot)
        assert "Traceback" not in bot.log.read_text()


def last_words(bot: BotProcess) -> str:
    """The last line that the process wrote."""
    return bot.log.read_text().splitlines()[-1]
