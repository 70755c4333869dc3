"""failed, cancelled, expired: the person must be told why, and gets the credits back."""

from datetime import timedelta

from bot.domain.lifecycle import Event
from bot.domain.tasks import Task
from bot.engine.desk import Desk, log
from bot.engine.milestones import Effect

_TRIES = 60
"""With the longest pause of a minute: about an hour, in which Discord may come back."""


async def refund(desk: Desk, task: Task) -> Task | None:
    """Tell, then release. Telling is repeatable; releasing happens once, whether or not anybody could be told."""
    await desk.announcer.settle(task.id)
    with desk.milestones.around(Effect.EXPLAIN):
        blocked = await desk.delivery.explain(task, desk.fence(task))
    if blocked is not None and blocked.again_s is not None and task.attempts < _TRIES:
        pause = max(timedelta(seconds=blocked.again_s), desk.settings.backoff(task.attempts + 1))
        await desk.give_back(task, pause, attempts=task.attempts + 1)
        return None
    if blocked is not None:
        log.warning("nobody could be told", task=task.id, why=blocked.why)
    return await desk.advance(task, Event.REFUND, purge_at=desk.clock.now())
