"""What is said while a task is open, and when it ends without a result."""

from discord.ui import View

from bot.domain.lifecycle import Event, State, step_for
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from bot.engine.ports import Progress
from bot.ui.buttons import CancelButton, DeleteButton, row
from bot.ui.figures import relative
from bot.ui.letter import Letter
from bot.ui.messages import say, tell
from bot.ui.notices import Notice
from bot.ui.options import label

_BEGINNING = frozenset({State.ACCEPTED, State.SUBMITTING})
_AT_WORK = frozenset({State.SUBMITTING, State.RUNNING})
_MADE = frozenset({State.FINISHED, State.SAVED, State.PARKED})
_WHY = {State.CANCELLED: Reason.CANCELLED}


def progress_letter(task: Task, progress: Progress, *, last_chance: bool = False) -> Letter:
    """Where an open task is. The same state always gives the same words: time passes in the reader's own client.

    `last_chance`: this message can hardly be edited again, so it says where the result will come.
    """
    locale = task.reply.locale
    parts = [_position(task, progress, locale)]
    if progress.share is not None and task.state in _AT_WORK:
        parts.append(say(Notice.SHARE, locale, share=progress.share))
    if last_chance:
        parts.append(say(Notice.TAKES_LONG_PRIVATE if task.reply.private else Notice.TAKES_LONG, locale))
    elif progress.usual_s is not None and task.state not in _MADE:
        parts.append(say(Notice.USUALLY, locale, usual_s=progress.usual_s))
    content, view = " ".join(parts), _cancel(task, progress)
    return Letter(to=task.user_id, content=content, keeps_files=not _has_just_been_answered(task), view=view)


def _has_just_been_answered(task: Task) -> bool:
    """Whether the message may still show the question; later it may be the result, which late news must leave alone."""
    return task.message_id is not None and task.state in _BEGINNING


def _cancel(task: Task, progress: Progress) -> View | None:
    """The button to stop it; greyed out where the provider would be paid all the same."""
    if step_for(task.state, Event.CANCEL) is None:
        return None
    return row(CancelButton(task.id, label=say(Notice.CANCEL, task.reply.locale), disabled=not progress.stoppable))


def ending_letter(task: Task) -> Letter:
    """Why there is no result, and that nothing was paid for it."""
    locale = task.reply.locale
    failure = task.failure or Sentence.of(_WHY.get(task.state, Reason.NOT_COLLECTED))
    why = tell(failure, locale)
    parts = [why if failure.reason is Reason.CANCELLED else say(Notice.FAILED, locale, tool=label(task.tool), why=why)]
    if task.price:
        parts.append(say(Notice.CREDITS_BACK, locale, price=task.price))
    return Letter(to=task.user_id, content=" ".join(parts), view=_deletable(task))


def _position(task: Task, progress: Progress, locale: str) -> str:
    if progress.waiting_for is not None:
        return say(Notice.WAITING, locale, why=tell(progress.waiting_for, locale))
    if task.state in _MADE:
        return say(Notice.ALMOST_DONE, locale)
    if task.state is State.UNCERTAIN:
        return say(Notice.CHECKING, locale)
    if progress.position is not None:
        return say(Notice.QUEUED, locale, position=progress.position)
    return _working(task, progress, locale) if task.state in _AT_WORK else say(Notice.ON_THE_LIST, locale)


def _working(task: Task, progress: Progress, locale: str) -> str:
    since = relative(task.submitted_at or task.created_at)
    if progress.provider_title is None:
        return say(Notice.WORKING, locale, since=since)
    return say(Notice.WORKING_AT, locale, since=since, provider=progress.provider_title)


def _deletable(task: Task) -> View:
    return row(DeleteButton(task.id, label=say(Notice.DELETE, task.reply.locale)))
