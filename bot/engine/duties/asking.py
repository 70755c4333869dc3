"""saved and parked, of what was only asked first: show it, to be chosen from; asking: until there is an answer."""

from datetime import timedelta

from bot.domain.errors import StorageFailed
from bot.domain.lifecycle import Event, State
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from bot.domain.tools import Output
from bot.engine.agreeing import is_consent
from bot.engine.asking import question_of
from bot.engine.choosing import is_question
from bot.engine.desk import Desk
from bot.engine.duties.outcomes import time_out
from bot.engine.duties.saved import intend, park, post, without_pictures
from bot.engine.milestones import Effect
from bot.engine.pictures import pictures_of
from bot.engine.ports import Posted
from bot.media.store import Missing


async def hand_over(desk: Desk, task: Task) -> Task | None:
    """Post a result, or ask a question. At the end of retention the credits go back instead."""
    if task.state is State.PARKED and desk.clock.now() >= task.deadline_at:
        return await _end_of_retention(desk, task)
    return await (_ask if is_question(desk, task) else post)(desk, task)


async def _end_of_retention(desk: Desk, task: Task) -> Task | None:
    """What nobody could be given is not paid for; a model, though, can be chosen since it is there."""
    if desk.catalogue.tool(task.tool).output is not Output.MODEL:
        return await time_out(desk, task, Reason.NOT_COLLECTED)
    now = desk.clock.now()
    return await desk.advance(task, Event.DELIVER, delivered_at=now, purge_at=now)


async def give_up(desk: Desk, task: Task) -> Task | None:
    """Nobody has answered in time."""
    reason = Reason.NOT_AGREED if is_consent(task) else Reason.NOT_CHOSEN
    return await desk.advance(task, Event.EXPIRE, failure=Sentence.of(reason))


async def _ask(desk: Desk, task: Task) -> Task | None:
    """Show the question; from then on the person has their time."""
    intended = task if task.posting_at else await intend(desk, task)
    if intended is None:
        return None
    await desk.announcer.settle(task.id)
    try:
        async with pictures_of(desk.media, intended) as pictures:
            with desk.milestones.around(Effect.ASK):
                outcome = await desk.delivery.ask(intended, question_of(task), pictures, desk.fence(intended))
    except (Missing, StorageFailed) as error:
        return await without_pictures(desk, intended, error)
    if not isinstance(outcome, Posted):
        return await park(desk, intended, outcome)
    patience = timedelta(seconds=desk.settings.choose_within_s)
    return await desk.advance(
        intended,
        Event.ASK,
        after=patience,
        deadline_at=desk.clock.now() + patience,
        message_id=outcome.message_id,
        posting_at=None,
        attempts=0,
    )
