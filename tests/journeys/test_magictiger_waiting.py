"""While Magic Tiger works: its queue, and stopping it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation, Message
from tests.journeys.fixture import Stage
from tests.journeys.pictures import has_picture
from tests.journeys.tigers import knows, order

pytestmark = pytest.mark.slow

FOR_EVER_S = 3600.0
AT_ONCE = 2
"""How many tasks the vendor works on at a time; the others queue."""


def takes_its_time(stage: Stage) -> None:
    """The vendor ends no task until it is hurried."""
    stage.vendors.magictiger.config = replace(stage.vendors.magictiger.config, processing_s=FOR_EVER_S)


def hurry(stage: Stage, *, most: int | None = None) -> None:
    """The vendor ends its tasks now, the eldest first; all, or so many."""
    for task in list(stage.vendors.magictiger._register._tasks.values())[:most]:
        task.job.hurry.set()


def at_place(place: int) -> Callable[[Message], bool]:
    """Whether a message names that place in the queue."""
    return lambda message: f"at place {place}" in message.content


async def until_paid(stage: Stage, count: int) -> None:
    """The vendor has so many tasks."""
    await stage.until_task(lambda _: len(stage.vendors.magictiger.paid_tasks) == count)


async def queued(stage: Stage, count: int) -> list[Conversation]:
    """So many orders, one after the other, all with the vendor."""
    asked = []
    for number in range(count):
        asked.append(await order(stage, "restore"))
        await until_paid(stage, number + 1)
    return asked


async def test_the_vendors_own_queue_is_shown_in_the_persons_message_and_moves_up(stage: Stage) -> None:
    settings = knows(stage)
    takes_its_time(stage)
    async with stage.bot_runs(**settings):
        asked = await queued(stage, AT_ONCE + 2)
        third, fourth = asked[AT_ONCE:]
        await third.until(at_place(1))
        await fourth.until(at_place(2))
        hurry(stage, most=1)
        await fourth.until(at_place(1))
        hurry(stage)
        for conversation in asked:
            await conversation.until(has_picture)

    assert len(stage.vendors.magictiger.paid_tasks) == AT_ONCE + 2


async def test_a_queued_task_of_any_type_can_be_cancelled_where_that_costs_nothing(stage: Stage) -> None:
    settings = knows(stage, delete_refunds=True)
    takes_its_time(stage)
    async with stage.bot_runs(**settings):
        asked = await queued(stage, AT_ONCE + 1)
        waiting = await asked[-1].until(lambda message: at_place(1)(message) and "Cancel" in message.buttons)
        await stage.mia.press(waiting, "Cancel")
        message = await asked[-1].until(lambda message: "Cancelled" in message.content)
        await stage.until_task(lambda task: task.state is State.REFUNDED)
        hurry(stage)
        for conversation in asked[:-1]:
            await conversation.until(has_picture)

    assert message.attachments == ()
    calls = [call.endpoint for call in stage.vendors.magictiger.calls]
    assert calls.count("deletetask") == 1
    assert (await stage.spent()).person_day == AT_ONCE * 2


async def test_where_a_deletion_is_not_known_to_cost_nothing_there_is_no_way_to_cancel(stage: Stage) -> None:
    settings = knows(stage)
    takes_its_time(stage)
    async with stage.bot_runs(**settings):
        asked = await queued(stage, AT_ONCE + 1)
        waiting = await asked[-1].until(at_place(1))
        hurry(stage)
        for conversation in asked:
            await conversation.until(has_picture)

    assert "Cancel" not in waiting.buttons
    assert "deletetask" not in [call.endpoint for call in stage.vendors.magictiger.calls]
