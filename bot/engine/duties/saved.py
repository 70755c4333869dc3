"""saved and parked: the bytes are ours; post them once, in the right place, or keep them for the person."""

from datetime import timedelta
from typing import assert_never

from bot.domain.errors import StorageFailed
from bot.domain.lifecycle import Event, State
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from bot.engine.desk import Desk, log
from bot.engine.milestones import Commit, Effect
from bot.engine.pictures import pictures_of
from bot.engine.ports import Blocked, Posted
from bot.media.store import Missing


async def post(desk: Desk, task: Task) -> Task | None:
    """Post, as the row has said since the bytes are ours, and capture the credits."""
    intended = task if task.posting_at else await intend(desk, task)
    if intended is None:
        return None
    await desk.announcer.settle(task.id)
    try:
        async with pictures_of(desk.media, intended) as pictures:
            with desk.milestones.around(Effect.POST):
                outcome = await desk.delivery.post(intended, pictures, desk.fence(intended))
    except (Missing, StorageFailed) as error:
        return await without_pictures(desk, intended, error)
    return await _conclude(desk, intended, outcome)


async def intend(desk: Desk, task: Task) -> Task | None:
    """What was not said with the result, of a private answer or after a wait."""
    with desk.milestones.around(Commit.INTEND_TO_POST):
        return await desk.note(task, posting_at=desk.clock.now())


async def _conclude(desk: Desk, task: Task, outcome: Posted | Blocked) -> Task | None:
    match outcome:
        case Posted():
            now = desk.clock.now()
            return await desk.advance(
                task, Event.DELIVER, message_id=outcome.message_id, delivered_at=now, purge_at=now
            )
        case Blocked():
            return await park(desk, task, outcome)
        case _:
            assert_never(outcome)


async def without_pictures(desk: Desk, task: Task, error: Missing | StorageFailed) -> Task | None:
    """Nothing was posted: it is tried again where the task is. What stays missing is given up: a folder may be away."""
    away = error if isinstance(error, StorageFailed) else StorageFailed(Reason.STORAGE_DOWN, detail="picture missing")
    log.warning("picture cannot be read", task=task.id, detail=away.detail)
    if isinstance(error, Missing) and task.attempts >= desk.settings.fetch_attempts:
        provider = desk.catalogue.upstream(task.provider).title if task.provider else ""
        return await desk.advance(task, Event.BREAK, failure=Sentence.of(Reason.RESULT_GONE, provider=provider))
    desk.show_wait(task, away)
    untried = {"posting_at": None} if task.attempts == 0 else {}
    await desk.give_back(task, desk.pause_after(task, away), attempts=task.attempts + 1, **untried)
    return None


async def park(desk: Desk, task: Task, blocked: Blocked) -> Task | None:
    """Try again later, or rest until the person comes for it or retention ends."""
    log.warning("cannot post", task=task.id, why=blocked.why, again_s=blocked.again_s)
    until_deadline = task.deadline_at - desk.clock.now()
    pause = until_deadline
    if blocked.again_s is not None:
        backoff = desk.settings.backoff(task.attempts + 1)
        pause = min(max(timedelta(seconds=blocked.again_s), backoff), until_deadline)
    pause = max(pause, timedelta(seconds=1))
    if task.state is State.SAVED:
        await desk.advance(task, Event.PARK, after=pause, attempts=task.attempts + 1)
    else:
        await desk.give_back(task, pause, attempts=task.attempts + 1)
    return None
