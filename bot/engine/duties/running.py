"""running: ask when due."""

from bot.domain.errors import BotError, Garbled, Misconfigured, Unreachable
from bot.domain.lifecycle import Event
from bot.domain.outcomes import Pending
from bot.domain.tasks import Task
from bot.engine.desk import Desk, log
from bot.engine.duties.outcomes import apply, for_the_person, time_out
from bot.engine.milestones import Effect
from bot.engine.orders import order_to_ask
from bot.engine.pacing import next_poll
from storage.tasks import Waiting


async def poll(desk: Desk, task: Task) -> Task | None:
    """One question. A failed one costs nothing but time; at the deadline the last answer counts."""
    offer, upstream = desk.offer_of(task)
    try:
        order = await order_to_ask(desk, task)
        with desk.milestones.around(Effect.POLL):
            outcome = await upstream.poll(offer, order)
    except (Unreachable, Garbled, Misconfigured) as error:
        log.info("poll failed", task=task.id, provider=task.provider, reason=error.sentence.reason, detail=error.detail)
        return await _again(desk, task, Pending(memo=task.memo), trouble=error)
    if not isinstance(outcome, Pending):
        return await apply(desk, task, outcome)
    return await _again(desk, task, outcome)


async def _again(desk: Desk, task: Task, pending: Pending, *, trouble: BotError | None = None) -> Task | None:
    now = desk.clock.now()
    if now >= task.deadline_at:
        return await _late(desk, task, trouble)
    offer, upstream = desk.offer_of(task)
    usual_s = await desk.durations.learnt_s(offer) or offer.usual_s
    pause = next_poll(
        desk.pace_of(offer),
        task.polls,
        usual_s=usual_s,
        position=pending.position,
        chance=desk.chance,
        calls_back=desk.calls_back(task, offer)
        and trouble is None,  # its call may have come, and it calls no second time
    )
    memo = {**task.memo, **pending.memo}
    desk.writeback.add(Waiting(task=task, due_at=min(now + pause, task.deadline_at), memo=memo))
    if isinstance(trouble, Misconfigured):
        desk.show(task, waiting_for=for_the_person(task, trouble, title=upstream.title), stoppable=offer.cancellable)
    elif trouble is None:
        desk.show(
            task,
            provider_title=upstream.title,
            position=pending.position,
            share=pending.progress,
            usual_s=usual_s,
            stoppable=offer.cancellable,
        )
    return None


async def _late(desk: Desk, task: Task, trouble: BotError | None) -> Task | None:
    """Past the deadline. After a time in which nobody could ask, some failed questions are not the last word."""
    if trouble is not None and task.attempts < desk.settings.fetch_attempts:
        await desk.give_back(task, desk.settings.backoff(task.attempts + 1), attempts=task.attempts + 1)
        return None
    if isinstance(trouble, Misconfigured):  # it may well have been made, but nobody could ask for it
        _, upstream = desk.offer_of(task)
        return await desk.advance(task, Event.EXPIRE, failure=for_the_person(task, trouble, title=upstream.title))
    return await time_out(desk, task)
