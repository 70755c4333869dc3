"""submitting: whoever sent this has died with the answer. What is free is done again; what is paid is uncertain."""

from datetime import timedelta

from bot.domain.lifecycle import Event
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from bot.engine.desk import Desk, log
from bot.engine.duties.outcomes import take_back

_TRIES = 3
"""A picture that takes the whole process down with it is not tried for ever."""


async def recover(desk: Desk, task: Task) -> Task | None:
    """Never send a paid request again blindly, nor one of which this program no longer knows whether it is paid."""
    log.warning("submission interrupted", task=task.id, provider=task.provider)
    repeatable = {offer.key for offer in desk.catalogue.offers if offer.repeatable}
    if task.offer not in repeatable:
        return await desk.advance(task, Event.LOSE, submitted_at=desk.clock.now())  # it may have left only now
    if task.attempts >= _TRIES:
        _, upstream = desk.offer_of(task)
        crashed = Sentence.of(Reason.CRASHED, provider=upstream.title)
        return await desk.advance(task, Event.BREAK, failure=crashed)
    await take_back(desk, task, after=timedelta())
    desk.wake.ring()
    return None
