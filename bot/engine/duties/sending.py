"""Sending a paid request, once, and writing down what came of it."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from bot.domain.errors import (
    Fenced,
    Garbled,
    KeyRejected,
    Misconfigured,
    Refused,
    Rejected,
    StorageFailed,
    Stumbled,
    Unknown,
    Unreachable,
)
from bot.domain.lifecycle import UPSTREAM, Event, State
from bot.domain.offers import Order
from bot.domain.outcomes import Outcome
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from bot.engine.desk import Desk, log
from bot.engine.duties.outcomes import apply, for_the_person, take_back
from bot.engine.duties.refused_key import key_works, refuse_key
from bot.engine.milestones import Effect
from bot.engine.orders import options_of
from bot.engine.routing import Choice

_WRITE_AGAIN_S = 1.0
_STUMBLES = 4
"""So often a provider may fail at one task; its SDK's advice is to try three times again."""
_UNSETTLED = UPSTREAM - {State.RUNNING}


async def send(desk: Desk, task: Task, choice: Choice, order: Order) -> Task | None:
    """The one place where something is paid for."""
    try:
        with desk.milestones.around(Effect.SUBMIT):
            outcome = await choice.upstream.submit(choice.first, replace(order, fence=desk.fence(task)))
    except Fenced:
        log.warning("held too long to be sent", task=task.id)
        await take_back(desk, task, after=timedelta())
        return None
    except Unreachable as error:
        return await _unsend(desk, task, choice, error)
    except KeyRejected as error:
        log.warning("key refused", task=task.id, provider=task.provider, detail=error.detail)
        await refuse_key(desk, task, choice, error)
        return None
    except (Rejected, Misconfigured) as error:
        level = log.error if isinstance(error, Misconfigured) else log.warning
        level("provider refused", task=task.id, provider=task.provider, why=error.sentence.reason, detail=error.detail)
        return await desk.advance(task, Event.BREAK, failure=await _why(desk, task, choice, error))
    except (Unknown, Garbled) as error:
        log.warning("submission unanswered", task=task.id, provider=task.provider, detail=error.detail)
        return await desk.advance(task, Event.LOSE, submitted_at=desk.clock.now())
    return await _land(desk, task, choice, outcome)


async def _why(desk: Desk, task: Task, choice: Choice, error: Rejected | Misconfigured) -> Sentence:
    """What the provider said, unless what was chosen from its list is on it no more: that is the likelier reason."""
    if not isinstance(error, Misconfigured):
        try:
            await desk.listings.check(task, options_of(desk, task), choice, age=timedelta())
        except Refused as refused:
            return refused.sentence
    return for_the_person(task, error, title=choice.upstream.title)


async def _land(desk: Desk, task: Task, choice: Choice, outcome: Outcome) -> Task | None:
    """Write the answer until the row has it, or has ended or begun another round: it cannot be had a second time.

    The database may be busy, and somebody may have taken the row for abandoned meanwhile: then it is theirs, or
    anybody's, to go on.
    """
    present: Task | None = task
    moved: Task | None = None
    while present is not None and present.round == task.round and present.state in _UNSETTLED:
        try:
            moved = await apply(desk, present, outcome)
            present = moved or await desk.reread(task.id)
        except StorageFailed as error:
            log.warning("answer not written yet", task=task.id, detail=error.detail)
            await asyncio.sleep(_WRITE_AGAIN_S)
    with suppress(StorageFailed):
        if choice.failing:
            await desk.answered(choice.offer.provider)
        if choice.refused:
            await key_works(desk, task.guild_id, choice)
    return moved if moved is not None and await desk.fence(moved)() else None


async def _unsend(desk: Desk, task: Task, choice: Choice, error: Unreachable) -> Task | None:
    """Nothing was made: the task is accepted again, and may go to another provider next time.

    Who answers, or asks us to wait, is not down; but what a provider stumbles over again and again is the task's fault.
    """
    log.warning("provider unreachable", task=task.id, provider=task.provider, detail=error.detail)
    is_stumbling = isinstance(error, Stumbled)
    if is_stumbling and task.attempts + 1 >= _STUMBLES:
        said = Sentence.of(Reason.UPSTREAM_STUMBLED, provider=choice.upstream.title)
        return await desk.advance(task, Event.BREAK, failure=said)
    if error.retry_after_s is None and not is_stumbling:
        await desk.did_not_answer(choice.offer.provider)
    moved = await take_back(desk, task, after=desk.pause_after(task, error))
    if moved is not None:
        desk.show_wait(moved, error)
    return None
