"""Whatever costs 20 credits or more is asked about first, in the operator's usual settings."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.domain.lifecycle import State
from bot.engine.settings import EngineSettings
from bot.sandbox.discord import Conversation, Message
from tests.journeys.fixture import PATIENT, Stage
from tests.journeys.pictures import has_picture, png, size_of
from tests.journeys.test_consent import asks, labels
from tests.journeys.works import is_done

pytestmark = pytest.mark.slow

USUAL = EngineSettings().agree_from
PRICE = 25


@pytest_asyncio.fixture
async def careful(stage: Stage) -> AsyncIterator[Stage]:
    async with stage.bot_runs(engine=PATIENT.model_copy(update={"agree_from": USUAL})):
        yield stage


async def order(stage: Stage) -> tuple[Conversation, Message]:
    """The extension of a picture, by AILabTools, and the question."""
    conversation = await stage.mia.slash(stage.channel, "outpaint", image=png(96, 72), provider="ailab")
    return conversation, await conversation.until(asks)


async def test_a_dear_extension_is_asked_about_and_made_after_the_yes(careful: Stage) -> None:
    _, question = await order(careful)
    assert f"{PRICE} credits at AILabTools" in question.content
    assert careful.vendors.ailab.calls == []

    message = await (await careful.mia.press(question, labels(question)[0])).until(has_picture)
    await careful.until_task(lambda task: task.state is State.DELIVERED)

    assert size_of(message.attachments[0].data) == (144, 108)
    assert [paid.tool for paid in careful.vendors.ailab.paid_tasks] == ["ai-image-extender"]
    assert (await careful.spent()).person_day == PRICE


async def test_after_a_no_nothing_was_sent(careful: Stage) -> None:
    _, question = await order(careful)

    ended = await (await careful.mia.press(question, "Cancel")).until(is_done)
    await careful.until_task(lambda task: task.state is State.REFUNDED)

    assert "You have your 25 credits back" in ended.content
    assert careful.vendors.ailab.calls == []


@pytest.mark.parametrize("provider", [{"provider": "local"}, {"provider": "imgopen"}])
async def test_cheaper_ways_of_it_are_not_asked_about(careful: Stage, provider: dict[str, str]) -> None:
    conversation = await careful.mia.slash(careful.channel, "outpaint", image=png(), **provider)

    await conversation.until(has_picture)

    assert not any(asks(message) for message in careful.mia.sees(careful.channel))
