"""How a command ends: with one picture and one bill, or with one sentence and none."""

import re

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation, Message
from tests.journeys.fixture import Stage
from tests.journeys.pictures import has_picture
from tests.journeys.trades import Trade

INTERNALS = re.compile(r"://|127\.0|traceback|exception|errno|none|null|[{}<>]|…|hm=|\.py|worker|http", re.IGNORECASE)
"""What no sentence for a person holds. "…" stands for a figure that is missing."""


async def last_words(stage: Stage, conversation: Conversation) -> Message:
    """The one message that Mia is left with in her channel, after her task, if there was one, was refunded."""
    await conversation.answer()
    if await stage.tasks():
        await stage.until_task(lambda task: task.state is State.REFUNDED)
    (message,) = stage.mia.sees(stage.channel)
    assert message.attachments == ()
    assert not INTERNALS.search(message.content), message.content
    assert all(task.id not in message.text for task in await stage.tasks())
    return message


async def gives_back(stage: Stage) -> bool:
    """Whether Mia has spent nothing."""
    spent = await stage.spent()
    return spent.person_day == spent.person_month == 0


def paid(stage: Stage) -> list[str]:
    """The vendors' names for every task that they have billed."""
    return [task.tool for vendor in stage.vendors.all.values() for task in vendor.paid_tasks]


async def is_delivered(stage: Stage, trade: Trade, conversation: Conversation) -> None:
    """Mia gets her picture, in one message and for one bill."""
    await conversation.until(has_picture)
    task = await stage.until_task(lambda task: task.state is State.DELIVERED)
    assert len(stage.mia.sees(stage.channel)) == 1
    assert [bill.own_id for bill in trade.vendor(stage).paid_tasks] == [task.id]
    assert (await stage.spent()).person_day == task.price > 0


async def is_refunded(stage: Stage, conversation: Conversation, *words: str) -> Message:
    """Mia gets one sentence with these words, and her credits."""
    message = await last_words(stage, conversation)
    assert [word for word in (*words, "You have your") if word not in message.content] == []
    assert await gives_back(stage)
    return message
