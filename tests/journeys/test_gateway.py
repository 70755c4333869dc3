"""The gateway breaks while a task is under way: what is under way goes on, and commands work again afterwards."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.discord import LocalDiscord
from tests.journeys.fixture import Stage
from tests.journeys.pictures import has_picture, png

Break = Callable[[LocalDiscord], Awaitable[None]]


async def asked_to_reconnect(discord: LocalDiscord) -> None:
    """Op 7."""
    discord.ask_reconnect()


async def closed(discord: LocalDiscord) -> None:
    """An unknown error of Discord's own; the session may be resumed."""
    await discord.close_gateways(4000)


async def invalidated_for_a_moment(discord: LocalDiscord) -> None:
    """Op 9 that may be resumed."""
    discord.invalidate_sessions(resumable=True)


async def invalidated(discord: LocalDiscord) -> None:
    """Op 9: a new session is needed."""
    discord.invalidate_sessions(resumable=False)


@pytest.mark.parametrize(
    "breaks",
    [
        asked_to_reconnect,
        closed,
        pytest.param(invalidated_for_a_moment, marks=pytest.mark.slow),  # discord.py waits for seconds
        pytest.param(invalidated, marks=pytest.mark.slow),
    ],
)
async def test_a_task_survives_a_broken_gateway_and_the_next_command_is_heard(stage: Stage, breaks: Break) -> None:
    stage.vendors.magictiger.config = replace(stage.vendors.magictiger.config, processing_s=0.8)
    async with stage.bot_runs():
        first = await stage.mia.slash(stage.channel, "enhance", image=png())
        await stage.until_task(lambda task: task.state is State.RUNNING)
        await breaks(stage.discord)
        await first.until(has_picture)
        await stage.discord.wait_for_gateway(timeout_s=30)
        second = await stage.mia.slash(stage.channel, "quota")
        message = await second.answer()

    assert "credits" in message.text
    assert len(stage.vendors.magictiger.paid_tasks) == 1


async def test_a_command_given_while_the_gateway_is_down_is_heard_when_the_session_is_resumed(stage: Stage) -> None:
    async with stage.bot_runs():
        await stage.discord.close_gateways(4000)
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png())
        await conversation.until(has_picture)

    assert len(stage.vendors.magictiger.paid_tasks) == 1


async def test_an_interaction_that_is_replayed_after_a_broken_gateway_starts_nothing_anew(stage: Stage) -> None:
    stage.vendors.magictiger.config = replace(stage.vendors.magictiger.config, processing_s=0.8)
    async with stage.bot_runs():
        conversation = await stage.mia.slash(stage.channel, "enhance", image=png())
        await stage.until_task(lambda task: task.state is State.RUNNING)
        await stage.discord.close_gateways(4000)
        await stage.discord.wait_for_gateway()
        stage.discord.repeat_last_interaction()
        await conversation.until(has_picture)
        stage.discord.repeat_last_interaction()
        await (await stage.mia.slash(stage.channel, "quota")).answer()  # heard after the replay

    assert len(stage.vendors.magictiger.paid_tasks) == 1
    assert len(await stage.tasks()) == 1
    assert len([seen for seen in stage.mia.sees(stage.channel) if seen.attachments]) == 1
