"""A question that is answered late, by another process, or never."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation, Message
from bot.sandbox.upstreams import ImgOpenConfig
from tests.journeys.fixture import PATIENT, Stage
from tests.journeys.late import LONGER_THAN_A_TOKEN_LIVES
from tests.journeys.picking import (
    DETECTION,
    FIRST,
    FUSION,
    GREY,
    RED,
    asks,
    billed,
    halves,
    is_alone,
    is_asking,
    is_secret,
    order,
    question,
    refund,
    result,
)
from tests.journeys.works import is_done

pytestmark = pytest.mark.slow

QUICK_S = 0.05
AN_HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def hurry(stage: Stage) -> None:
    stage.vendors.imgopen.config = ImgOpenConfig(processing_s=QUICK_S)


@asynccontextmanager
async def slow_search(stage: Stage, **options: Any) -> AsyncIterator[Conversation]:
    """The bot runs, and the faces are found only after the command's token has died."""
    stage.vendors.imgopen.config = ImgOpenConfig(processing_s=3600)
    providers = stage.settings["providers"]
    pace = providers.imgopen.pace.model_copy(update={"poll_deadline_s": 7200})
    patient = providers.model_copy(update={"imgopen": providers.imgopen.model_copy(update={"pace": pace})})
    async with stage.bot_runs(providers=patient):
        conversation = await order(stage, **options)
        task = await stage.until_task(lambda task: task.state is State.RUNNING)
        stage.clock.shift(LONGER_THAN_A_TOKEN_LIVES)
        stage.vendors.imgopen.config = ImgOpenConfig(processing_s=QUICK_S)
        stage.vendors.imgopen.register[DETECTION, task.id].hurry.set()
        yield conversation


async def test_another_bot_goes_on_from_the_answer_to_a_question_of_the_one_before(stage: Stage) -> None:
    async with stage.bot_runs():
        asked = await question(stage)
        await is_asking(stage)
    async with stage.bot_runs():
        message = await result(stage, await stage.mia.pick(asked, FIRST, "2"))

    assert message.id == asked.id
    assert halves(message) == (GREY, RED)
    is_alone(stage, message)


async def test_an_answer_survives_the_bot_that_took_it(stage: Stage) -> None:
    async with stage.bot_runs():
        asked = await question(stage)
        await is_asking(stage)
        stage.vendors.imgopen.config = ImgOpenConfig(processing_s=3600)
        conversation = await stage.mia.pick(asked, FIRST, "1")
        task = await stage.until_task(lambda task: task.state is State.RUNNING)
    stage.vendors.imgopen.register[FUSION, f"{task.id}-2"].hurry.set()
    async with stage.bot_runs():
        message = await result(stage, conversation)

    assert halves(message) == (RED, GREY)
    is_alone(stage, message)


async def test_an_answer_counts_though_the_commands_token_is_long_dead(stage: Stage) -> None:
    async with stage.bot_runs():
        asked = await question(stage)
        await is_asking(stage)
        stage.clock.shift(timedelta(minutes=50))
        message = await result(stage, await stage.mia.pick(asked, FIRST, "2"))

    assert message.id == asked.id
    assert halves(message) == (GREY, RED)
    is_alone(stage, message)


async def test_who_does_not_answer_in_time_is_told_so_in_the_questions_place(stage: Stage) -> None:
    async with stage.bot_runs(engine=PATIENT.model_copy(update={"choose_within_s": 60})):
        conversation = await order(stage)
        asked = await conversation.until(asks)
        await is_asking(stage)
        stage.clock.shift(timedelta(seconds=60))
        message = await refund(stage, conversation, "Nobody chose a face in time")

    assert message.id == asked.id
    assert [tool for tool, _ in billed(stage)] == [DETECTION]
    is_alone(stage, message)


async def test_after_the_tokens_death_too_nothing_is_left_to_choose(stage: Stage) -> None:
    async with stage.bot_runs():
        asked = await question(stage)
        await is_asking(stage)
        stage.clock.shift(AN_HOUR)
        message = await stage.mia.until_sees(is_done, stage.channel)
        await stage.until_task(lambda task: task.state is State.REFUNDED)

    assert "Nobody chose a face in time" in message.content
    assert message.pings == {stage.mia.id}
    left = [seen for seen in stage.mia.sees(stage.channel) if asks(seen) or seen.attachments]
    assert left == []
    assert {asked.id, message.id} == {seen.id for seen in stage.mia.sees(stage.channel)}
    assert [tool for tool, _ in billed(stage)] == [DETECTION]
    assert (await stage.spent()).person_day == 0


async def test_a_private_question_that_nobody_answered_can_be_pressed_for_a_sentence_only(stage: Stage) -> None:
    async with stage.bot_runs():
        asked = await question(stage, private=True)
        await is_asking(stage)
        stage.clock.shift(AN_HOUR)
        told = await stage.mia.until_sees(is_done)
        await stage.until_task(lambda task: task.state is State.REFUNDED)
        said = await (await stage.mia.pick(asked, FIRST, "1")).until(_is_too_late)

    assert "Nobody chose a face in time" in told.content
    assert said.ephemeral
    assert [tool for tool, _ in billed(stage)] == [DETECTION]
    is_secret(stage)


async def test_a_question_that_comes_after_the_tokens_death_is_put_in_the_channel_with_a_mention(stage: Stage) -> None:
    async with slow_search(stage):
        asked = await stage.mia.until_sees(asks, stage.channel)
        await is_asking(stage)
        message = await result(stage, await stage.mia.pick(asked, FIRST, "2"))

    assert asked.pings == {stage.mia.id}
    assert message.id == asked.id
    assert halves(message) == (GREY, RED)
    others = [seen for seen in stage.mia.sees(stage.channel) if seen.id != message.id]
    assert [(seen.attachments, seen.buttons) for seen in others] == [((), ())]


async def test_a_private_question_that_comes_after_the_tokens_death_is_put_directly(stage: Stage) -> None:
    async with slow_search(stage, private=True):
        asked = await stage.mia.until_sees(asks)
        await is_asking(stage)
        message = await result(stage, await stage.mia.pick(asked, FIRST, "1"))

    assert message.id == asked.id
    assert halves(message) == (RED, GREY)
    assert [seen.id for seen in stage.mia.sees()] == [message.id]
    is_secret(stage)


async def test_a_question_for_a_channel_that_is_closed_to_the_bot_is_put_directly(stage: Stage) -> None:
    async with slow_search(stage):
        stage.discord.set_permissions(stage.channel, 0)
        asked = await stage.mia.until_sees(asks)
        await is_asking(stage)
        message = await result(stage, await stage.mia.pick(asked, FIRST, "2"))

    assert message.id == asked.id
    assert halves(message) == (GREY, RED)


async def test_a_question_that_somebody_removed_is_given_back_in_the_end_and_not_asked_again(stage: Stage) -> None:
    async with stage.bot_runs(engine=PATIENT.model_copy(update={"choose_within_s": 60})):
        asked = await question(stage)
        await is_asking(stage)
        await stage.mia.delete(asked)
        stage.clock.shift(timedelta(seconds=60))
        await stage.until_task(lambda task: task.state is State.REFUNDED)

    assert stage.mia.sees(stage.channel) == stage.mia.sees() == []
    assert [tool for tool, _ in billed(stage)] == [DETECTION]
    assert (await stage.spent()).person_day == 0


async def test_a_question_can_be_asked_and_answered_in_direct_messages(stage: Stage) -> None:
    direct = replace(stage, channel=stage.mia.dm)
    async with stage.bot_runs():
        asked = await question(direct)
        message = await (await stage.mia.pick(asked, FIRST, "2")).until(is_done)

    assert message.id == asked.id
    assert halves(message) == (GREY, RED)
    assert [bill.tool for bill in stage.vendors.imgopen.paid_tasks] == [DETECTION, FUSION]
    is_secret(stage)


def _is_too_late(message: Message) -> bool:
    return "answered before, or is too old" in message.content
