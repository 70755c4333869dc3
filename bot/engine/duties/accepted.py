"""accepted: make the inputs ours, choose an offer, commit the intent, send once."""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.errors import Misconfigured, Refused, StorageFailed, Unreachable
from bot.domain.ids import MediaName
from bot.domain.lifecycle import Event
from bot.domain.offers import Order, Shape, Travel
from bot.domain.sentences import Reason
from bot.domain.tasks import Task
from bot.domain.tools import Options
from bot.engine.agreeing import consent_needed
from bot.engine.asking import SHOWN, is_answered, suited, wishes
from bot.engine.credits import hold_enough
from bot.engine.desk import Desk, log
from bot.engine.duties.consent import ask_consent
from bot.engine.duties.intake import drop_unnamed, take_in
from bot.engine.duties.intent import intend
from bot.engine.duties.outcomes import time_out
from bot.engine.duties.sending import send
from bot.engine.marking import is_ours, mark, name_mask
from bot.engine.orders import options_of, order_to_submit
from bot.engine.ports import Consent
from bot.engine.refusing_keys import with_good_keys
from bot.engine.routing import Choice, Failing, best_of, fitting, refuse_grey, refuse_other_size
from storage import health, refused_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """All that is needed to submit. `instead`: who could do it for what is held, and is waited for if need be."""

    choice: Choice
    order: Order
    consent: Consent | None
    instead: Choice | None


async def submit(desk: Desk, task: Task) -> Task | None:
    """Bring an accepted task to the provider, or end it with a sentence.

    What is learnt of the inputs is written with the next commit, whichever that is.
    """
    if desk.clock.now() >= task.deadline_at:
        return await time_out(desk, task, Reason.NOT_STARTED)
    options = options_of(desk, task)
    named = await name_mask(desk, task, options)
    if named is None:
        return None
    inputs = list(named.inputs)
    try:
        await take_in(desk, inputs)
        await mark(desk, inputs, options)
        task = replace(named, inputs=tuple(inputs))
        ready = await _ready(desk, task, options)
        held = await _hold(desk, task, ready)
    except (Refused, Misconfigured) as error:
        log.info("refused", task=task.id, reason=error.sentence.reason, detail=error.detail)
        return await desk.advance(named, Event.REFUSE, failure=error.sentence)
    except (Unreachable, StorageFailed) as error:
        return await _wait(desk, replace(named, inputs=tuple(inputs)), error)
    return await _proceed(desk, task, held, ready)


async def _ready(desk: Desk, task: Task, options: Options) -> _Ready:
    choices, failing = await _candidates(desk, task, options)
    choice = best_of(choices, task.price, failing, desk.clock.now())
    await desk.listings.check(task, options, choice)
    return _Ready(
        choice=choice,
        order=await order_to_submit(desk, task, choice.first, choice.credentials),
        consent=consent_needed(desk, task, choice),
        instead=next((each for each in choices if each.price <= task.price), None),
    )


async def _hold(desk: Desk, task: Task, ready: _Ready) -> Task | None:
    """Raises Refused where the person has not enough credits, and Unreachable where they can wait for another."""
    try:
        return await hold_enough(desk, task, ready.choice, asking=ready.consent is not None)
    except Refused as error:
        if ready.instead is None or ready.choice.price <= task.price:
            raise
        raise Unreachable(Reason.PROVIDER_DOWN, provider=ready.instead.upstream.title) from error


async def _proceed(desk: Desk, task: Task, held: Task | None, ready: _Ready) -> Task | None:
    """Ask, or pay. Without a row that is ours, or as we stop, neither."""
    if held is not None and desk.stopping.is_set():
        await desk.give_back(held, timedelta(), inputs=held.inputs)
        return None
    if held is not None and ready.consent:
        return await ask_consent(desk, held, ready.consent)
    intended = await intend(desk, held, ready.choice) if held is not None else None
    if intended is None:
        await drop_unnamed(desk, task)
        return None
    _show_at_work(desk, intended, ready.choice)
    return await send(desk, intended, ready.choice, ready.order)


def _show_at_work(desk: Desk, task: Task, choice: Choice) -> None:
    """Who answers with the result is named now: there is nothing to be told of in between."""
    offer = choice.first
    if offer.at_once or offer.repeatable:
        desk.show(task, provider_title=choice.upstream.title, usual_s=offer.usual_s, stoppable=False)


async def _candidates(desk: Desk, task: Task, options: Options) -> tuple[list[Choice], Failing]:
    """The offers that accept these pictures, best first, and which providers are taken for down.

    The provider that could not be reached last time comes last. What was asked first is gone on with by the same
    provider: its faces have its numbers.
    """
    provider = task.wanted_provider if task.round == 1 else task.provider
    shapes: dict[str, Shape] = {entry.slot: entry.shape for entry in task.inputs if entry.shape}
    refuse_other_size(shapes)
    refuse_grey(desk.catalogue.tool(task.tool), shapes)
    async with desk.database.reading() as connection:
        choices = await desk.router.choices(
            connection, task.tool, options, task.guild_id, provider, slots=shapes.keys()
        )
        failing = await health.failing(connection)
        refusals = await refused_keys.concerning(connection, task.guild_id)
    now = desk.clock.now()
    tried = task.provider if task.attempts else None
    reachable = _without_strangers(desk, task, fitting(choices, shapes))
    good = with_good_keys(reachable, refusals, task.guild_id, now)
    accepting = sorted(good, key=lambda choice: choice.offer.provider == tried)
    return await _suited(desk, task, options, accepting), failing


def _without_strangers(desk: Desk, task: Task, choices: list[Choice]) -> list[Choice]:
    """Who fetches pictures by their addresses has none of a mask that we have made, unless we have addresses."""
    if desk.links is not None or not any(is_ours(entry) for entry in task.inputs):
        return choices
    if handed := [choice for choice in choices if choice.offer.travel is Travel.BYTES]:
        return handed
    raise Misconfigured(Reason.FEATURE_OFF, provider=choices[0].upstream.title, setting="DARKROOM_PUBLIC_URL")


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
