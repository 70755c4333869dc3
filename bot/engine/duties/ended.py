"""failed, cancelled, expired: the person must be told why, and gets the credits back."""

from bot.domain.lifecycle import Event
from bot.domain.tasks import Task
from bot.engine.desk import Desk, log


async def refund(desk: Desk, task: Task) -> Task | None:
    """Tell, then release. Telling is repeatable; releasing happens once, whether or not anybody could be told."""
    await desk.announcer.settle(task.id)
    if not await desk.delivery.explain(task):
        log.warning("nobody could be told", task=task.id)
    return await desk.advance(task, Event.REFUND, purge_at=desk.clock.now())
