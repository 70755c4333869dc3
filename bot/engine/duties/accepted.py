"""accepted: fetch and inspect the inputs, choose an offer, commit the intent, send once."""

import asyncio
from contextlib import suppress
from datetime import timedelta

from bot.domain.errors import (
    BotError,
    Garbled,
    Misconfigured,
    Refused,
    Rejected,
    StorageFailed,
    Unknown,
    Unreachable,
)
from bot.domain.lifecycle import UPSTREAM, Event, State
from bot.domain.offers import Order, Shape
from bot.domain.outcomes import Outcome
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Input, KeyOwner, Task
from bot.engine.desk import Desk, log, report
from bot.engine.duties.outcomes import apply, take_back, time_out
from bot.engine.orders import options_of, order_to_submit
from bot.engine.routing import Choice, fitting, healthy
from bot.media.subjects import InputOf
from storage import health
from storage.tasks import count_in_flight, position

_LONGEST_QUEUE_S = 15.0
"""Who queues is called when a place becomes free; this is for the case that nobody calls."""
_WRITE_AGAIN_S = 1.0
_UNSETTLED = UPSTREAM - {State.RUNNING}


async def submit(desk: Desk, task: Task) -> Task | None:
    """Bring an accepted task to the provider, or end it with a sentence."""
    if desk.clock.now() >= task.deadline_at:
        return await time_out(desk, task, Reason.NOT_STARTED)
    try:
        if not all(entry.shape for entry in task.inputs):
            return await desk.note(task, inputs=await _take_in_all(desk, task))
        choice = await _choose(desk, task)
        order = await order_to_submit(desk, task, choice.offer, choice.credentials)
    except (Refused, Misconfigured) as error:
        log.info("refused", task=task.id, reason=error.sentence.reason, detail=error.detail)
        return await desk.advance(task, Event.REFUSE, failure=error.sentence)
    except (Unreachable, StorageFailed) as error:
        return await _wait(desk, task, error)
    if desk.stopping.is_set():
        await desk.give_back(task, timedelta())
        return None
    intended = await _intend(desk, task, choice)
    return None if intended is None else await _send(desk, intended, choice, order)


async def _take_in_all(desk: Desk, task: Task) -> tuple[Input, ...]:
    """Every input, stored and inspected; if one is refused none stays in the store."""
    taken: list[Input] = []
    try:
        for entry in task.inputs:
            taken.append(await _store(desk, entry))
            taken[-1] = await _inspect(desk, taken[-1])
    except BotError:
        await desk.media.delete(*(entry.media for entry in taken if entry.media))
        raise
    return tuple(taken)


async def _store(desk: Desk, entry: Input) -> Input:
    limit = desk.media_settings.max_input_bytes
    async with desk.fetcher.fetch(entry.url, max_bytes=limit, about=InputOf(entry.slot)) as chunks:
        name, size_bytes = await desk.media.put(chunks)
    return entry.model_copy(update={"media": name, "size_bytes": size_bytes})


async def _inspect(desk: Desk, entry: Input) -> Input:
    data = await desk.media.get(entry.media) if entry.media else b""
    return entry.model_copy(update={"shape": await desk.inspector.inspect(data, slot=entry.slot)})


async def _choose(desk: Desk, task: Task) -> Choice:
    """The best offer that accepts these pictures; the one that could not be reached last time comes last."""
    choices = await desk.router.choices(task.tool, options_of(desk, task), task.guild_id, task.wanted_provider)
    shapes: dict[str, Shape] = {entry.slot: entry.shape for entry in task.inputs if entry.shape}
    tried = task.offer if task.attempts else None
    accepting = sorted(fitting(choices, shapes, task.price), key=lambda choice: choice.offer.key == tried)
    now = desk.clock.now()
    async with desk.database.reading() as connection:
        down = await health.open_circuits(connection, now)
    return healthy(accepting, down, now)


async def _wait(desk: Desk, task: Task, error: Unreachable | StorageFailed) -> Task | None:
    """Nothing was sent: try again later, and say what we wait for."""
    desk.show_wait(task, error)
    await desk.give_back(task, _pause(desk, task, error), attempts=task.attempts + 1)
    return None


def _pause(desk: Desk, task: Task, error: Unreachable | StorageFailed) -> timedelta:
    asked_s = error.retry_after_s if isinstance(error, Unreachable) else None
    return timedelta(seconds=asked_s) if asked_s else desk.settings.backoff(task.attempts + 1)


async def _intend(desk: Desk, task: Task, choice: Choice) -> Task | None:
    """Commit that we are about to send, if the provider has room for one more; else queue."""
    now = desk.clock.now()
    provider = choice.offer.provider
    pace = choice.upstream.pace
    async with desk.database.transaction() as connection:
        in_flight = await count_in_flight(connection, provider, choice.key_owner, task.guild_id)
        place = await position(connection, task)
        intended = None
        if in_flight < pace.max_in_flight:
            intended = await desk.tasks.advance(
                connection,
                task,
                Event.INTEND,
                now=now,
                provider=provider,
                offer=choice.offer.key,
                key_owner=choice.key_owner,
                price=min(choice.offer.price, task.price),  # never more than was held
                submitted_at=now,
                deadline_at=now + timedelta(seconds=pace.poll_deadline_s),
            )
    if intended is not None:
        report(task, Event.INTEND, intended)
        return intended
    if in_flight >= pace.max_in_flight:
        desk.show(task, provider_title=choice.upstream.title, position=place)
        rounds = place / pace.max_in_flight
        usual_s = await desk.learnt_s(choice.offer) or choice.offer.usual_s
        await desk.give_back(task, timedelta(seconds=min(_LONGEST_QUEUE_S, max(1.0, rounds * usual_s / 4))))
    return None


async def _send(desk: Desk, task: Task, choice: Choice, order: Order) -> Task | None:
    """The one place where something is paid for."""
    try:
        outcome = await choice.upstream.submit(choice.offer, order)
    except Unreachable as error:
        return await _unsend(desk, task, choice, error)
    except (Rejected, Misconfigured) as error:
        level = log.error if isinstance(error, Misconfigured) else log.warning
        level("provider refused", task=task.id, provider=task.provider, why=error.sentence.reason, detail=error.detail)
        return await desk.advance(task, Event.BREAK, failure=_for_the_person(task, choice, error))
    except (Unknown, Garbled) as error:
        log.warning("submission unanswered", task=task.id, provider=task.provider, detail=error.detail)
        return await desk.advance(task, Event.LOSE, submitted_at=desk.clock.now())
    return await _land(desk, task, choice, outcome)


def _for_the_person(task: Task, choice: Choice, error: BotError) -> Sentence:
    """People can do nothing about the operator's key, nor need they hear about it."""
    if isinstance(error, Misconfigured) and task.key_owner is KeyOwner.OPERATOR:
        return Sentence.of(Reason.OPERATOR_KEY_REJECTED, provider=choice.upstream.title)
    return error.sentence


async def _land(desk: Desk, task: Task, choice: Choice, outcome: Outcome) -> Task | None:
    """Write the answer until the row has it, or has ended: it cannot be had a second time.

    The database may be busy, and somebody may have taken the row for abandoned meanwhile.
    """
    present: Task | None = task
    moved: Task | None = None
    while moved is None and present is not None and present.state in _UNSETTLED:
        try:
            moved = await apply(desk, present, outcome)
            present = await desk.reread(task.id)
        except StorageFailed as error:
            log.warning("answer not written yet", task=task.id, detail=error.detail)
            await asyncio.sleep(_WRITE_AGAIN_S)
    with suppress(StorageFailed):
        await desk.answered(choice.offer.provider)
    return moved


async def _unsend(desk: Desk, task: Task, choice: Choice, error: Unreachable) -> Task | None:
    """Nothing reached the provider: the task is accepted again, and may go to another offer next time."""
    log.warning("provider unreachable", task=task.id, provider=task.provider, detail=error.detail)
    if error.retry_after_s is None:  # who asks us to wait is not down
        await desk.did_not_answer(choice.offer.provider)
    moved = await take_back(desk, task, after=_pause(desk, task, error))
    if moved is not None:
        desk.show_wait(moved, error)
    return None
