"""Stopping a task, and moving one that its worker may be writing to."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from bot.domain.errors import Garbled, Misconfigured, Refused, Unreachable
from bot.domain.lifecycle import Event, State, step_for
from bot.domain.sentences import Reason
from bot.domain.tasks import Task
from bot.engine.choosing import once_asked
from bot.engine.desk import Desk
from bot.engine.milestones import Effect
from bot.engine.orders import order_to_ask

_UNPAID = frozenset({State.ACCEPTED, State.ASKING})


async def cancel(desk: Desk, task: Task) -> Task:
    """Before it is submitted, or where the provider can be told to stop. Raises Refused."""
    task = await once_asked(desk, task)
    if task.state is State.RUNNING and not await _cancel_upstream(desk, task):
        raise Refused(Reason.TOO_LATE_TO_CANCEL)
    states = _UNPAID if task.state in _UNPAID else {task.state}
    moved = await insist(desk, task, Event.CANCEL, states, after=timedelta()) or await _ended_as_cancelled(desk, task)
    if moved is None:
        raise Refused(Reason.TOO_LATE_TO_CANCEL)
    desk.wake.ring()
    return moved


async def insist(desk: Desk, task: Task, event: Event, states: Collection[State], **changes: Any) -> Task | None:
    """Move a task although its worker may write to it at the same time; None once it is in none of `states`."""
    present: Task | None = task
    while present is not None and present.state in states and step_for(present.state, event) is not None:
        moved = await desk.advance(present, event, **changes)
        if moved is not None:
            return moved
        present = await desk.reread(task.id)
    return None


async def _ended_as_cancelled(desk: Desk, task: Task) -> Task | None:
    """The task, if a question to the provider learnt of the cancellation before we could write it."""
    present = await desk.reread(task.id)
    learnt = present is not None and present.failure is not None and present.failure.reason is Reason.CANCELLED
    return present if learnt else None


async def _cancel_upstream(desk: Desk, task: Task) -> bool:
    try:
        offer, upstream = desk.offer_of(task)
        order = await order_to_ask(desk, task)
        with desk.milestones.around(Effect.STOP):
            return offer.cancellable and await upstream.cancel(offer, order)
    except (Unreachable, Garbled, Misconfigured, KeyError):  # KeyError: an offer that this program no longer has
        return False
