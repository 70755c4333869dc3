"""One duty per open state: what is to be done with a task that is there.

A duty gets a task that is leased to this process. It returns the task where it has moved it to, to go on with at once
if it is leased still, or None when the task rests, or somebody else was first.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.lifecycle import State
from bot.domain.tasks import Task
from bot.engine.desk import Desk
from bot.engine.duties.accepted import submit
from bot.engine.duties.asking import give_up, hand_over
from bot.engine.duties.ended import refund
from bot.engine.duties.finished import save
from bot.engine.duties.running import poll
from bot.engine.duties.submitting import recover
from bot.engine.duties.uncertain import look_up

Duty = Callable[[Desk, Task], Awaitable[Task | None]]

DUTIES: Mapping[State, Duty] = {
    State.ACCEPTED: submit,
    State.SUBMITTING: recover,
    State.UNCERTAIN: look_up,
    State.RUNNING: poll,
    State.FINISHED: save,
    State.SAVED: hand_over,
    State.PARKED: hand_over,
    State.ASKING: give_up,
    State.FAILED: refund,
    State.CANCELLED: refund,
    State.EXPIRED: refund,
}

__all__ = ["DUTIES", "Duty"]
