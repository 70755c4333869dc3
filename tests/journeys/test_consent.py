"""Before much is spent Mia sees the price and says yes or no; nothing is paid before that."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation, Message
from bot.sandbox.discord.components import walk
from tests.journeys.fixture import PATIENT, Stage
from tests.journeys.picking import is_alone, is_secret
from tests.journeys.pictures import has_picture
from tests.journeys.trades import MAGICTIGER
from tests.journeys.works import is_done, somebody_else

PRICE = 2
ENGINE = PATIENT.model_copy(update={"agree_from": PRICE})


@pytest_asyncio.fixture
async def careful(stage: Stage) -> AsyncIterator[Stage]:
    """The bot asks before it spends what an enhancement costs."""
    async with stage.bot_runs(engine=ENGINE):
        yield stage


def labels(message: Message) -> list[str]:
    """The buttons."""
    return [part["label"] for part in walk(message.components) if part.get("label")]


def asks(message: Message) -> bool:
    return len(labels(message)) > 1 and "Cancel" in labels(message)


async def asked(stage: Stage, **options: object) -> tuple[Conversation, Message]:
    conversation = await MAGICTIGER.order(stage, **options)
    message = await conversation.until(asks)
    await stage.until_task(lambda task: task.state is State.ASKING)
    return conversation, message


async def test_the_price_is_shown_and_nothing_paid_before_the_yes(careful: Stage) -> None:
    conversation, message = await asked(careful)
    assert "2 credits" in message.content
    assert "Magic Tiger" in message.content
    assert MAGICTIGER.bills(careful) == 0
    assert conversation.message is not None
    assert conversation.message.id == message.id


async def test_after_the_yes_the_picture_takes_the_questions_place_and_is_paid_once(careful: Stage) -> None:
    _, message = await asked(careful)
    done = await (await careful.mia.press(message, labels(message)[0])).until(has_picture)
    await careful.until_task(lambda task: task.state is State.DELIVERED)
    assert done.id == message.id
    assert not asks(done)
    is_alone(careful, done)
    assert MAGICTIGER.bills(careful) == 1
    assert (await careful.spent()).person_day == PRICE


async def test_after_a_no_the_credits_are_back_and_nobody_was_paid(careful: Stage) -> None:
    _, message = await asked(careful)
    ended = await (await careful.mia.press(message, "Cancel")).until(is_done)
    await careful.until_task(lambda task: task.state is State.REFUNDED)
    assert "You have your 2 credits back" in ended.content
    assert MAGICTIGER.bills(careful) == 0
    assert (await careful.spent()).person_day == 0


async def test_a_private_question_and_its_picture_are_seen_by_nobody_else(careful: Stage) -> None:
    _, message = await asked(careful, private=True)
    is_secret(careful)
    done = await (await careful.mia.press(message, labels(message)[0])).until(has_picture)
    assert done.ephemeral
    is_secret(careful)


async def test_nobody_else_can_say_yes(careful: Stage) -> None:
    _, message = await asked(careful)
    answer = await (await somebody_else(careful).press(message, labels(message)[0])).answer()
    assert answer.ephemeral
    (task,) = await careful.tasks()
    assert (task.state, MAGICTIGER.bills(careful)) == (State.ASKING, 0)


async def test_a_question_that_nobody_answers_ends_politely(careful: Stage) -> None:
    conversation, _ = await asked(careful)
    careful.clock.shift(timedelta(seconds=ENGINE.choose_within_s - 1))
    assert [task.state for task in await careful.tasks()] == [State.ASKING]
    careful.clock.shift(timedelta(seconds=2))
    await careful.until_task(lambda task: task.state is State.REFUNDED)
    said = [message.content for message in careful.mia.sees(careful.channel)]
    assert any("Nobody said yes in time." in text for text in said)
    assert conversation.message is not None
    assert MAGICTIGER.bills(careful) == 0


@pytest.mark.parametrize("private", [False, True])
async def test_a_question_survives_a_restart(stage: Stage, *, private: bool) -> None:
    async with stage.bot_runs(engine=ENGINE):
        _, message = await asked(stage, private=private)
    async with stage.bot_runs(engine=ENGINE):
        done = await (await stage.mia.press(message, labels(message)[0])).until(has_picture)
        await stage.until_task(lambda task: task.state is State.DELIVERED)
    assert done.id == message.id
    assert MAGICTIGER.bills(stage) == 1


async def test_of_cheaper_things_nobody_is_asked(stage: Stage) -> None:
    async with stage.bot_runs(engine=PATIENT.model_copy(update={"agree_from": PRICE + 1})):
        await (await MAGICTIGER.order(stage)).until(has_picture)
    assert MAGICTIGER.bills(stage) == 1
