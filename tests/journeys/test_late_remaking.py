"""Buttons pressed much later: after a restart, when nothing is kept any more, when links have died."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.discord import Message
from tests.journeys.calling import listening
from tests.journeys.endings import paid
from tests.journeys.fixture import Stage
from tests.journeys.pictures import png
from tests.journeys.supplies import supply
from tests.journeys.works import Work, finish, make, refuse

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]

FROM_WORDS, FROM_PICTURE = "sd/v2/text2image", "sd/v2/image2image"
PHOTON = "photon_v1_84728.safetensors"
FOX: dict[str, Any] = {"prompt": "a fox", "negative": "text", "model": PHOTON, "count": 2, "ratio": "3:2", "size": 480}
A_DAY_AND_MORE = timedelta(hours=26)


def seeds(work: Work) -> set[int | None]:
    """Of its pictures."""
    return {result.seed for result in work.task.results}


def without(body: dict[str, object], *names: str) -> dict[str, object]:
    """What a body says beside these."""
    return {name: value for name, value in body.items() if name not in names}


async def made_before_a_restart(stage: Stage, command: str, *, at: str, **options: Any) -> Message:
    """A result of an earlier process."""
    supply(stage)
    async with stage.bot_runs():
        return (await make(stage, command, at=at, **options)).message


@pytest.mark.asyncio(loop_scope="function")
async def test_the_buttons_survive_a_restart_and_what_was_sent_in_too(stage: Stage) -> None:
    message = await made_before_a_restart(stage, "reimagine", at=FROM_PICTURE, image=png(name="den.png"), **FOX)
    async with stage.bot_runs():
        again = await finish(stage, await stage.mia.press(message, "New seed"), at=FROM_PICTURE)
        varied = await finish(stage, await stage.mia.press(message, "Vary 2"), at=FROM_PICTURE)

    assert len(again.message.attachments) == 2
    assert len(varied.message.attachments) == 1
    assert len(paid(stage)) == 3


@pytest.mark.asyncio(loop_scope="function")
async def test_once_nothing_is_kept_any_more_a_sentence_says_so_and_nothing_is_paid(stage: Stage) -> None:
    supply(stage)
    async with stage.bot_runs():
        first = await make(stage, "reimagine", at=FROM_PICTURE, image=png(), **FOX)
        stage.clock.shift(timedelta(days=8))
        await stage.until_task(lambda task: all(entry.media is None for entry in task.inputs))
        refused = await refuse(stage, await stage.mia.press(first.message, "New seed"))

    assert "I don't keep that picture any more" in refused.content
    assert len(await stage.tasks()) == 1


@pytest.mark.asyncio(loop_scope="function")
async def test_who_can_fetch_from_nobody_is_not_asked_and_not_paid(stage: Stage) -> None:
    """Discord's link to what was sent in dies after a day, and the bot has no public address of its own."""
    supply(stage)
    async with stage.bot_runs():
        first = await make(stage, "reimagine", at=FROM_PICTURE, image=png(), **FOX)
        stage.clock.shift(A_DAY_AND_MORE)
        asked = await stage.mia.press(first.message, "New seed")
        message = await asked.until(lambda message: "back" in message.content)
        await stage.until_task(lambda task: task.state is State.REFUNDED)

    assert "I don't keep that picture any more" in message.content
    assert paid(stage) == [FROM_PICTURE]
    assert (await stage.spent()).person_month == first.task.price


@pytest.mark.asyncio(loop_scope="function")
async def test_a_vendor_that_fetches_from_us_gets_what_was_sent_in_days_later(stage: Stage) -> None:
    supply(stage)
    stage.settings.update(listening(stage))
    async with stage.bot_runs():
        first = await make(stage, "reimagine", at=FROM_PICTURE, image=png(), **FOX)
        stage.clock.shift(A_DAY_AND_MORE)
        second = await finish(stage, await stage.mia.press(first.message, "New seed"), at=FROM_PICTURE)

    assert seeds(first).isdisjoint(seeds(second))
    assert len(second.message.attachments) == 2


@pytest.mark.asyncio(loop_scope="function")
async def test_what_was_drawn_without_a_model_can_be_varied_although_redrawing_needs_one(stage: Stage) -> None:
    async with stage.bot_runs():
        first = await make(stage, "imagine", at="comfyui/text2image", prompt="a fox")
        second = await finish(stage, await stage.mia.press(first.message, "Vary"), at=FROM_PICTURE)

    assert second.body["alwayson_scripts"]["sd_model_checkpoint"] == PHOTON
    assert len(second.message.attachments) == 1
