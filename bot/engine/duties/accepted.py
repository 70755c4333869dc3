"""accepted: make the inputs ours, choose an offer, commit the intent, send once."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.errors import Misconfigured, Refused, StorageFailed, Unreachable
from bot.domain.lifecycle import Event
from bot.domain.offers import Shape
from bot.domain.sentences import Reason
from bot.domain.tasks import Task
from bot.engine.desk import Desk, log
from bot.engine.duties.intake import drop_unnamed, take_in
from bot.engine.duties.intent import intend
from bot.engine.duties.outcomes import time_out
from bot.engine.duties.sending import send
from bot.engine.orders import options_of, order_to_submit
from bot.engine.routing import Choice, fitting, healthy
from storage import health


async def submit(desk: Desk, task: Task) -> Task | None:
    """Bring an accepted task to the provider, or end it with a sentence.

    What is learnt of the inputs is written with the next commit, whichever that is.
    """
    if desk.clock.now() >= task.deadline_at:
        return await time_out(desk, task, Reason.NOT_STARTED)
    try:
        task = replace(task, inputs=await take_in(desk, task.inputs))
        choice = await _choose(desk, task)
        order = await order_to_submit(desk, task, choice.offer, choice.credentials)
    except (Refused, Misconfigured) as error:
        log.info("refused", task=task.id, reason=error.sentence.reason, detail=error.detail)
        return await desk.advance(task, Event.REFUSE, failure=error.sentence)
    except (Unreachable, StorageFailed) as error:
        return await _wait(desk, task, error)
    if desk.stopping.is_set():
        await desk.give_back(task, timedelta(), inputs=task.inputs)
        return None
    intended = await intend(desk, task, choice)
    if intended is None:
        await drop_unnamed(desk, task)
        return None
    return await send(desk, intended, choice, order)


async def _choose(desk: Desk, task: Task) -> Choice:
    """The best offer that accepts these pictures; the one that could not be reached last time comes last."""
    options = options_of(desk, task)
    async with desk.database.reading() as connection:
        choices = await desk.router.choices(connection, task.tool, options, task.guild_id, task.wanted_provider)
        failing = await health.failing(connection)
    shapes: dict[str, Shape] = {entry.slot: entry.shape for entry in task.inputs if entry.shape}
    tried = task.offer if task.attempts else None
    accepting = sorted(fitting(choices, shapes, task.price), key=lambda choice: choice.offer.key == tried)
    return healthy(accepting, failing, desk.clock.now())


async def _wait(desk: Desk, task: Task, error: Unreachable | StorageFailed) -> Task | None:
    """Nothing was sent: try again later, and say what we wait for."""
    desk.show_wait(task, error)
    await desk.give_back(task, desk.pause_after(task, error), attempts=task.attempts + 1, inputs=task.inputs)
    return None
