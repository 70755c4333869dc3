"""accepted: fetch and inspect the inputs, choose an offer, commit the intent, send once."""

from datetime import timedelta

from bot.domain.errors import Garbled, KeyRejected, Misconfigured, Refused, Rejected, Unknown, Unreachable
from bot.domain.lifecycle import Event
from bot.domain.offers import Shape
from bot.domain.outcomes import Outcome
from bot.domain.sentences import Reason
from bot.domain.tasks import Input, Task
from bot.engine.desk import Desk, log, report
from bot.engine.duties.outcomes import apply, time_out
from bot.engine.orders import options_of, order_to_submit
from bot.engine.routing import Choice, fitting, healthy
from bot.media.subjects import InputOf
from storage import health
from storage.tasks import count_in_flight, position

_FULL_PAUSE = timedelta(seconds=1)


async def submit(desk: Desk, task: Task) -> Task | None:
    """Bring an accepted task to the provider, or end it with a sentence."""
    if desk.clock.now() >= task.deadline_at:
        return await time_out(desk, task, Reason.NOT_STARTED)
    try:
        if not all(entry.shape for entry in task.inputs):
            return await desk.note(task, inputs=tuple([await _take_in(desk, entry) for entry in task.inputs]))
        choice = await _choose(desk, task)
    except (Refused, Misconfigured) as error:
        log.info("refused", task=task.id, reason=error.sentence.reason, detail=error.detail)
        return await desk.advance(task, Event.REFUSE, failure=error.sentence)
    except Unreachable as error:
        return await _wait(desk, task, error)
    intended = await _intend(desk, task, choice)
    return None if intended is None else await _send(desk, intended, choice)


async def _take_in(desk: Desk, entry: Input) -> Input:
    limit = desk.media_settings.max_input_bytes
    async with desk.fetcher.fetch(entry.url, max_bytes=limit, about=InputOf(entry.slot)) as chunks:
        name, size_bytes = await desk.media.put(chunks)
    shape = await desk.inspector.inspect(await desk.media.get(name), slot=entry.slot)
    return entry.model_copy(update={"media": name, "shape": shape, "size_bytes": size_bytes})


async def _choose(desk: Desk, task: Task) -> Choice:
    choices = await desk.router.choices(task.tool, options_of(desk, task), task.guild_id, task.wanted_provider)
    shapes: dict[str, Shape] = {entry.slot: entry.shape for entry in task.inputs if entry.shape}
    accepting = fitting(choices, shapes, task.price)
    now = desk.clock.now()
    async with desk.database.reading() as connection:
        down = await health.open_circuits(connection, now)
    return healthy(accepting, down, now)


async def _wait(desk: Desk, task: Task, error: Unreachable) -> Task | None:
    """Nothing was sent: try again later, and say what we wait for."""
    pause = timedelta(seconds=error.retry_after_s) if error.retry_after_s else desk.settings.backoff(task.attempts + 1)
    desk.show(task, waiting_for=error.sentence)
    await desk.give_back(task, pause, attempts=task.attempts + 1)
    return None


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
        await desk.give_back(task, _FULL_PAUSE)
    return None


async def _send(desk: Desk, task: Task, choice: Choice) -> Task | None:
    """The one place where something is paid for."""
    try:
        order = await order_to_submit(desk, task, choice.offer, choice.credentials)
        outcome: Outcome = await choice.upstream.submit(choice.offer, order)
    except Unreachable as error:
        return await _unsend(desk, task, choice, error)
    except Rejected as error:
        level = log.error if isinstance(error, KeyRejected) else log.warning
        level(
            "provider refused", task=task.id, provider=task.provider, reason=error.sentence.reason, detail=error.detail
        )
        return await desk.advance(task, Event.BREAK, failure=error.sentence)
    except (Unknown, Garbled) as error:
        log.warning("submission unanswered", task=task.id, provider=task.provider, detail=error.detail)
        return await desk.advance(task, Event.LOSE)
    await desk.answered(choice.offer.provider)
    return await apply(desk, task, outcome)


async def _unsend(desk: Desk, task: Task, choice: Choice, error: Unreachable) -> Task | None:
    """Nothing reached the provider: the task is accepted again, and may go to another offer next time."""
    log.warning("provider unreachable", task=task.id, provider=task.provider, detail=error.detail)
    await desk.did_not_answer(choice.offer.provider)
    pause = timedelta(seconds=error.retry_after_s) if error.retry_after_s else desk.settings.backoff(task.attempts + 1)
    deadline = task.created_at + timedelta(seconds=desk.settings.submit_deadline_s)
    moved = await desk.advance(
        task, Event.UNSEND, after=pause, attempts=task.attempts + 1, deadline_at=deadline, submitted_at=None
    )
    if moved is not None:
        desk.show(moved, waiting_for=error.sentence)
    return None
