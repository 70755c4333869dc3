"""When a duty itself fails: a bug, or a row that it cannot read. The task is not lost and does not spin."""

import secrets
from datetime import timedelta

import structlog

from bot.domain.errors import StorageFailed
from bot.domain.lifecycle import REFUND_OWED, Event, State
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from bot.engine.desk import Desk

log = structlog.get_logger(__name__)

_TRIES = 5
_PAUSE = timedelta(seconds=5)
_ENDINGS = {
    State.ACCEPTED: Event.REFUSE,
    State.SUBMITTING: Event.LOSE,
    State.FINISHED: Event.BREAK,
    State.SAVED: Event.PARK,
    State.FAILED: Event.REFUND,
    State.CANCELLED: Event.REFUND,
    State.EXPIRED: Event.REFUND,
}
"""Where a task goes that stumbles again and again: where nothing paid is under way, or it cannot be had."""
_LATE_ENDINGS = {State.SAVED: Event.PARK, **dict.fromkeys(REFUND_OWED, Event.REFUND)}
"""Where it goes at its deadline; from all others it expires."""


async def stumble(desk: Desk, task: Task, error: Exception) -> None:
    """Log the failure under a short reference; rest, and after a few tries end with that reference.

    A row that moved meanwhile is left alone; a lease that cannot be given back lapses.
    """
    reference = secrets.token_hex(4)
    log.error("duty failed", exc_info=error, task=task.id, state=task.state, reference=reference)
    failure = Sentence.of(Reason.INTERNAL, reference=reference)
    try:
        if task.attempts + 1 >= _TRIES and task.state in _ENDINGS:
            await desk.advance(task, _ENDINGS[task.state], after=_PAUSE, failure=task.failure or failure)
        elif desk.clock.now() >= task.deadline_at:
            await desk.advance(task, _LATE_ENDINGS.get(task.state, Event.EXPIRE), after=_PAUSE, failure=failure)
        else:
            await desk.give_back(task, _PAUSE * (task.attempts + 1), attempts=task.attempts + 1)
    except StorageFailed as failed:
        log.warning("cannot write", task=task.id, detail=failed.detail)
