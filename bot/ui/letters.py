"""What a task's letters say."""

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
from bot.ui.packing import Parcel

_AT_WORK = frozenset({State.SUBMITTING, State.RUNNING})
_MADE = frozenset({State.FINISHED, State.SAVED, State.PARKED})
_WHY = {State.CANCELLED: Reason.CANCELLED}


def progress_letter(task: Task, progress: Progress, *, last_chance: bool = False) -> Letter:
    """Where an open task is. The same state always gives the same words: time passes in the reader's own client.

    `last_chance`: this message can hardly be edited again, so it says where the result will come.
    """
    locale = task.reply.locale
    parts = [_position(task, progress, locale)]
    if last_chance:
        parts.append(say(Notice.TAKES_LONG_PRIVATE if task.reply.private else Notice.TAKES_LONG, locale))
    elif progress.usual_s is not None and task.state not in _MADE:
        parts.append(say(Notice.USUALLY, locale, usual_s=progress.usual_s))
    return Letter(to=task.user_id, content=" ".join(parts), view=_cancel(task, progress))


def _cancel(task: Task, progress: Progress) -> View | None:
    """The button to stop it; greyed out where the provider would be paid all the same."""
    if step_for(task.state, Event.CANCEL) is None:
        return None
    return row(CancelButton(task.id, label=say(Notice.CANCEL, task.reply.locale), disabled=not progress.stoppable))


def result_letter(task: Task, parcel: Parcel) -> Letter:
    """The pictures and a line about them."""
    locale = task.reply.locale
    content = " ".join(filter(None, (_summary(task), parcel.remarks(locale))))
    return Letter(to=task.user_id, content=content, enclosures=parcel.enclosures, view=_deletable(task))


def unpostable_letter(task: Task) -> Letter:
    """In place of pictures that cannot be made small enough."""
    content = f"{_summary(task)}\n{say(Notice.TOO_BIG_TO_POST, task.reply.locale)}"
    return Letter(to=task.user_id, content=content)


def maybe_shown_letter(task: Task) -> Letter:
    """In place of pictures that the person may have had in a private answer, which nobody can read back."""
    content = f"{_summary(task)}\n{say(Notice.MAYBE_SHOWN, task.reply.locale)}"
    return Letter(to=task.user_id, content=content, view=_deletable(task))


def ending_letter(task: Task) -> Letter:
    """Why there is no result, and that nothing was paid for it."""
    locale = task.reply.locale
    failure = task.failure or Sentence.of(_WHY.get(task.state, Reason.NOT_COLLECTED))
    why = tell(failure, locale)
    parts = [why if failure.reason is Reason.CANCELLED else say(Notice.FAILED, locale, tool=title(task.tool), why=why)]
    if task.price:
        parts.append(say(Notice.CREDITS_BACK, locale, price=task.price))
    return Letter(to=task.user_id, content=" ".join(parts), view=_deletable(task))


def title(tool: str) -> str:
    """A tool's name as the beginning of a sentence."""
    return tool.replace("_", " ").capitalize()


def _summary(task: Task) -> str:
    taken_s = ((task.finished_at or task.created_at) - task.created_at).total_seconds()
    name, locale = title(task.tool), task.reply.locale
    if not task.price:
        return say(Notice.DONE_FREE, locale, tool=name, taken_s=taken_s)
    return say(Notice.DONE, locale, tool=name, taken_s=taken_s, price=task.price)


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
