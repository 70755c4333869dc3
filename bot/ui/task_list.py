"""A person's latest tasks, as text and buttons."""

from collections.abc import Mapping, Sequence

from discord import ui

from bot.domain.lifecycle import IN_OUR_HANDS, State
from bot.domain.tasks import Task
from bot.ui.buttons import row
from bot.ui.collecting import GetButton
from bot.ui.figures import relative
from bot.ui.messages import say
from bot.ui.notices import Notice
from bot.ui.options import label

STATES: Mapping[State, Notice] = {
    State.ACCEPTED: Notice.STATE_WAITING,
    State.SUBMITTING: Notice.STATE_WORKING,
    State.UNCERTAIN: Notice.STATE_WORKING,
    State.RUNNING: Notice.STATE_WORKING,
    State.FINISHED: Notice.STATE_POSTING,
    State.SAVED: Notice.STATE_POSTING,
    State.ASKING: Notice.STATE_ASKING,
    State.PARKED: Notice.STATE_KEPT,
    State.DELIVERED: Notice.STATE_DONE,
    State.FAILED: Notice.STATE_ENDED,
    State.CANCELLED: Notice.STATE_ENDED,
    State.EXPIRED: Notice.STATE_ENDED,
    State.REFUNDED: Notice.STATE_REFUNDED,
}


def list_text(tasks: Sequence[Task], locale: str) -> str:
    """One line per task, numbered."""
    if not tasks:
        return say(Notice.NO_TASKS, locale)
    lines = (_line(number, task, locale) for number, task in enumerate(tasks, start=1))
    return "\n".join((say(Notice.TASKS, locale), *lines))


def list_buttons(tasks: Sequence[Task], locale: str) -> ui.View | None:
    """A button for each result that is kept; None where there is none. At most 25 tasks."""
    buttons = [
        GetButton(task.id, label=say(Notice.GET, locale, number=number))
        for number, task in enumerate(tasks, start=1)
        if task.state in IN_OUR_HANDS and any(result.media or result.text for result in task.results)
    ]
    return row(*buttons) if buttons else None


def _line(number: int, task: Task, locale: str) -> str:
    return say(
        Notice.TASK_LINE,
        locale,
        number=number,
        tool=label(task.tool),
        state=say(STATES[task.state], locale),
        when=relative(task.created_at),
        price=task.price,
    )
