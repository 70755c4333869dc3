"""Consent: a task that costs much, or works on a part that we have marked, goes on once its person has said yes."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.domain.errors import Refused
from bot.domain.lifecycle import Event, State
from bot.domain.sentences import Reason
from bot.domain.tasks import Press, Reply, Task
from bot.engine.desk import Desk
from bot.engine.marking import is_ours
from bot.engine.ports import Consent
from bot.engine.routing import Choice

_PATIENCE = timedelta(seconds=3)
_LOOK_EVERY_S = 0.05


def consent_needed(desk: Desk, task: Task, choice: Choice) -> Consent | None:
    """What the person is asked before this choice is submitted, if anything. A yes is to its price and no other.

    Whoever dies between raising a price and asking has said on the row that the question is due.
    """
    if task.agreed_at is not None and choice.price <= task.price:
        return None
    marked = any(is_ours(entry) for entry in task.inputs)
    is_dearer = choice.price > task.price or task.posting_at is not None
    agree_from = desk.settings.agree_from
    if not marked and not is_dearer and (agree_from is None or choice.price < agree_from):
        return None
    return Consent(price=choice.price, provider_title=choice.upstream.title, marked=marked)


def is_consent(task: Task) -> bool:
    """Whether what is asked is a yes: any other question has results to choose from."""
    return task.state is State.ASKING and not task.results


async def agree(desk: Desk, task: Task, price: int, press: Press) -> Task:
    """Take the yes to that price in: accepted again. Raises Refused.

    Its own interaction takes the place of the command's, if Discord has heard that we have it: its token lives longer.
    """
    reply = replace(press.reply, private=task.reply.private) if press.is_heard else task.reply
    present: Task | None = await _once_asked(desk, task)
    while present is not None and is_consent(present) and present.price == price:
        if moved := await _go_on(desk, present, reply):
            return moved
        present = await desk.reread(task.id)
    raise Refused(Reason.ALREADY_CHOSEN)


async def _once_asked(desk: Desk, task: Task) -> Task:
    """The task as soon as its question is on its row, or after a while: who is quick sees the question before that."""
    until = desk.clock.now() + _PATIENCE
    while task.state is State.ACCEPTED and task.posting_at is not None and desk.clock.now() < until:
        await asyncio.sleep(_LOOK_EVERY_S)
        task = await desk.reread(task.id) or task
    return task


async def _go_on(desk: Desk, task: Task, reply: Reply) -> Task | None:
    moved = await desk.advance(
        task,
        Event.CHOOSE,
        after=timedelta(),
        agreed_at=desk.clock.now(),
        deadline_at=desk.clock.now() + timedelta(seconds=desk.settings.submit_deadline_s),
        attempts=0,
        reply=reply,
    )
    if moved is not None:
        desk.show(moved)
        desk.wake.ring()
    return moved
