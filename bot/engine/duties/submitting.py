"""submitting: whoever sent this has died with the answer. What is free is done again; what is paid is uncertain."""

from datetime import timedelta

from bot.domain.lifecycle import Event
from bot.domain.tasks import Task
from bot.engine.desk import Desk, log


async def recover(desk: Desk, task: Task) -> Task | None:
    """Never send a paid request again blindly, nor one of which this program no longer knows whether it is paid."""
    log.warning("submission interrupted", task=task.id, provider=task.provider)
    repeatable = {offer.key for offer in desk.catalogue.offers if offer.repeatable}
    if task.offer not in repeatable:
        return await desk.advance(task, Event.LOSE)
    deadline = desk.clock.now() + timedelta(seconds=desk.settings.submit_deadline_s)
    return await desk.advance(task, Event.UNSEND, deadline_at=deadline, submitted_at=None)
