"""From an answer to the next submission: the task is accepted again, with the answer among its options."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.errors import Refused, StorageFailed
from bot.domain.lifecycle import Event, State
from bot.domain.sentences import Reason
from bot.domain.tasks import Press, Reply, Task
from bot.engine.asking import answered, is_asked, is_complete
from bot.engine.desk import Desk

_UNASKED = frozenset({State.SAVED, State.PARKED})
_PATIENCE = timedelta(seconds=3)
_LOOK_EVERY_S = 0.05


def is_question(desk: Desk, task: Task) -> bool:
    """Whether what the task has is only to be chosen from."""
    try:
        return is_asked(task, desk.offer_of(task)[0])
    except KeyError:  # an offer that this program no longer has
        return False


async def once_asked(desk: Desk, task: Task) -> Task:
    """The task as soon as its question is on its row, or after a while: who is quick sees the question before that."""
    until = desk.clock.now() + _PATIENCE
    while task.state in _UNASKED and is_question(desk, task) and desk.clock.now() < until:
        await asyncio.sleep(_LOOK_EVERY_S)
        task = await desk.reread(task.id) or task
    return task


async def choose(desk: Desk, task: Task, source: str, face: int, press: Press) -> Task | None:
    """Take an answer in. None: noted, and another source has no face yet.

    Another answer may be taken in at the same time. This one's own interaction takes the place of the command's, if
    Discord has heard that we have it: its token lives longer. Raises Refused.
    """
    reply = replace(press.reply, private=task.reply.private) if press.is_heard else task.reply
    present: Task | None = await once_asked(desk, task)
    while present is not None and present.state is State.ASKING:
        faces = answered(present, source, face, faces=len(present.results))
        if is_complete(present, faces):
            if moved := await _go_on(desk, present, faces, reply):
                return moved
        elif await desk.note(present, options={**present.options, "faces": faces}, reply=reply):
            return None
        present = await desk.reread(task.id)
    raise Refused(Reason.BUSY if present is not None and present.state in _UNASKED else Reason.ALREADY_CHOSEN)


async def _go_on(desk: Desk, task: Task, faces: Mapping[str, int], reply: Reply) -> Task | None:
    """What was shown goes first: it serves no more, and afterwards the row does not know of it."""
    with suppress(StorageFailed):  # the answer counts; what stays is removed as a stray
        await desk.media.delete(*(result.media for result in task.results if result.media))
    moved = await desk.advance(task, Event.CHOOSE, after=timedelta(), **chosen(desk, task, faces), reply=reply)
    if moved is not None:
        desk.show(moved)
        desk.wake.ring()
    return moved


def chosen(desk: Desk, task: Task, faces: Mapping[str, int]) -> dict[str, Any]:
    """What `Event.CHOOSE` writes: a second round, as if it had just been asked for."""
    deadline = desk.clock.now() + timedelta(seconds=desk.settings.submit_deadline_s)
    return {
        "options": {**task.options, "faces": dict(faces)},
        "round": task.round + 1,
        "results": (),
        "upstream_id": None,
        "memo": {},
        "polls": 0,
        "attempts": 0,
        "submitted_at": None,
        "confirmed_at": None,
        "finished_at": None,
        "posting_at": None,
        "deadline_at": deadline,
    }
