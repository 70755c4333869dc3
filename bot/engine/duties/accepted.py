"""accepted: make the inputs ours, choose an offer, commit the intent, send once."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.errors import Misconfigured, Refused, StorageFailed, Unreachable
from bot.domain.ids import MediaName
from bot.domain.lifecycle import Event
from bot.domain.offers import Shape
from bot.domain.sentences import Reason
from bot.domain.tasks import Task
from bot.domain.tools import Options
from bot.engine.asking import SHOWN, is_answered, suited, wishes
from bot.engine.desk import Desk, log
from bot.engine.duties.intake import drop_unnamed, take_in
from bot.engine.duties.intent import intend
from bot.engine.duties.outcomes import time_out
from bot.engine.duties.sending import send
from bot.engine.orders import options_of, order_to_submit
from bot.engine.routing import Choice, fitting, healthy, refuse_other_size
from storage import health


async def submit(desk: Desk, task: Task) -> Task | None:
    """Bring an accepted task to the provider, or end it with a sentence.

    What is learnt of the inputs is written with the next commit, whichever that is.
    """
    if desk.clock.now() >= task.deadline_at:
        return await time_out(desk, task, Reason.NOT_STARTED)
    inputs = list(task.inputs)
    try:
        await take_in(desk, inputs)
        task = replace(task, inputs=tuple(inputs))
        choice = await _choose(desk, task)
        order = await order_to_submit(desk, task, choice.first, choice.credentials)
    except (Refused, Misconfigured) as error:
        log.info("refused", task=task.id, reason=error.sentence.reason, detail=error.detail)
        return await desk.advance(task, Event.REFUSE, failure=error.sentence)
    except (Unreachable, StorageFailed) as error:
        return await _wait(desk, replace(task, inputs=tuple(inputs)), error)
    if desk.stopping.is_set():
        await desk.give_back(task, timedelta(), inputs=task.inputs)
        return None
    intended = await intend(desk, task, choice)
    if intended is None:
        await drop_unnamed(desk, task)
        return None
    return await send(desk, intended, choice, order)


async def _choose(desk: Desk, task: Task) -> Choice:
    """The best offer that accepts these pictures; the one that could not be reached last time comes last.

    What was asked first is gone on with by the same provider: its faces have its numbers.
    """
    options = options_of(desk, task)
    provider = task.wanted_provider if task.round == 1 else task.provider
    shapes: dict[str, Shape] = {entry.slot: entry.shape for entry in task.inputs if entry.shape}
    refuse_other_size(shapes)
    async with desk.database.reading() as connection:
        choices = await desk.router.choices(
            connection, task.tool, options, task.guild_id, provider, slots=shapes.keys()
        )
        failing = await health.failing(connection)
    tried = task.offer if task.attempts else None
    accepting = sorted(fitting(choices, shapes, task.price), key=lambda choice: choice.offer.key == tried)
    best = healthy(await _suited(desk, task, options, accepting), failing, desk.clock.now())
    await desk.listings.check(task, options, best)
    return best


async def _suited(desk: Desk, task: Task, options: Options, choices: list[Choice]) -> list[Choice]:
    """Where some offer has a question for the person: whether it is to be asked. The answer is for that offer."""
    if not any(choice.offer.asks for choice in choices):
        return choices
    if is_answered(options):
        return suited(choices, asking=True)
    asking = wishes(task, options)
    if asking is None:
        asking = await _show_several(desk, task)
    return [_asking_first(desk, choice) for choice in suited(choices, asking=asking)]


async def _show_several(desk: Desk, task: Task) -> bool:
    """Whether the target shows several faces. Raises Refused where a picture shows none: nothing is to be paid then."""
    seen: dict[str, int | None] = {}
    for entry in task.inputs:
        async with desk.media.file(entry.media or MediaName("")) as path:
            seen[entry.slot] = await desk.onlooker.count_faces(path)
        if seen[entry.slot] == 0:
            raise Refused(Reason.NO_FACE_SEEN, slot=entry.slot)
    return (seen[SHOWN] or 0) > 1


def _asking_first(desk: Desk, choice: Choice) -> Choice:
    return replace(choice, asked=desk.catalogue.offer(choice.offer.asks)) if choice.offer.asks else choice


async def _wait(desk: Desk, task: Task, error: Unreachable | StorageFailed) -> Task | None:
    """Nothing was sent: try again later, and say what we wait for."""
    desk.show_wait(task, error)
    await desk.give_back(task, desk.pause_after(task, error), attempts=task.attempts + 1, inputs=task.inputs)
    return None
