"""How one tool answers, and how that can be changed."""

from dataclasses import dataclass, fields, replace
from typing import Literal

from bot.sandbox.upstreams.jobs import StatusNumbers

WRITTEN_NUMBERS = StatusNumbers(queued=0, running=0, done=1, failed=2)
"""The only written table: 0 generating, 1 success, 2 failure."""
SD_NUMBERS = StatusNumbers(queued=1, running=3, done=2, failed=4)
"""What the examples and a client of the drawing endpoints show: finished is 2, which the table calls failure."""
ZERO_NUMBERS = StatusNumbers(queued=0, running=0, done=0, failed=0)
"""One page's example shows a finished result with 0: the number says nothing at all."""

SubmitReply = Literal["id", "result"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How one tool answers.

    `id_field` names the platform's id in a bare reply (the pages show task_id and taskId). `result_field` and
    `result_as_list` shape a result that the documents do not show for every tool. A failed task answers its query
    with code "400" or, with `failure_by_code` off, with the failed status. `polls_before_done` queries see a settled
    task as running.
    """

    submit_reply: SubmitReply = "id"
    id_field: str = "taskId"
    numbers: StatusNumbers = WRITTEN_NUMBERS
    status_as_text: bool = False
    result_field: str = "outputImageUrl"
    result_as_list: bool = False
    polls_before_done: int = 0
    failure_by_code: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolSwitches:
    """Changes of `Habits`, each by the field of that name; None leaves what the tool's page shows."""

    submit_reply: SubmitReply | None = None
    id_field: str | None = None
    numbers: StatusNumbers | None = None
    status_as_text: bool | None = None
    result_field: str | None = None
    result_as_list: bool | None = None
    polls_before_done: int | None = None
    failure_by_code: bool | None = None

    def over(self, habits: Habits) -> Habits:
        """The habits with these changes."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return replace(habits, **{name: value for name, value in values.items() if value is not None})
