"""uncertain: we sent and do not know. Ask by our own id where that can be done; else wait, and never resend."""

from datetime import timedelta

from bot.domain.errors import Garbled, Misconfigured, Unreachable
from bot.domain.outcomes import Broke
from bot.domain.sentences import Reason
from bot.domain.tasks import Task
from bot.engine.desk import Desk, log
from bot.engine.duties.outcomes import apply, time_out
from bot.engine.milestones import Effect
from bot.engine.orders import order_to_ask


async def look_up(desk: Desk, task: Task) -> Task | None:
    """Find out, or give the credits back at the deadline with the truth.

    A provider's "unknown task" is believed only `settle_s` after sending: the request may still have been on its way.
    """
    offer, upstream = desk.offer_of(task)
    try:
        order = await order_to_ask(desk, task)
        with desk.milestones.around(Effect.LOOK_UP):
            outcome = await upstream.look_up(offer, order)
    except (Unreachable, Garbled, Misconfigured) as error:
        log.info("look-up failed", task=task.id, provider=task.provider, detail=error.detail)
        outcome = None
    now = desk.clock.now()
    settled = task.submitted_at is None or now >= task.submitted_at + timedelta(seconds=desk.settings.settle_s)
    if outcome is not None and (settled or not isinstance(outcome, Broke)):
        return await apply(desk, task, outcome)
    if now >= task.deadline_at:
        return await time_out(desk, task, Reason.SUBMISSION_UNCLEAR)
    desk.show(task)
    await desk.give_back(task, desk.settings.backoff(task.attempts + 1), attempts=task.attempts + 1)
    return None
