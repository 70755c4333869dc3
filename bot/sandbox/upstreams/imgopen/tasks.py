"""Img Open's tasks, and how they are found again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.sandbox.upstreams.imgopen.replies import UNKNOWN_TASK, Refusal
from bot.sandbox.upstreams.jobs import Job


@dataclass(slots=True, kw_only=True, eq=False)
class Task(Job):
    """A job, when it was ordered, and the words that it was ordered with."""

    created_at: datetime
    words: str = ""

    def is_of_month(self, now: datetime, zone: tzinfo) -> bool:
        """Whether it was ordered in the month that `now` is in, in that zone."""
        then, today = self.created_at.astimezone(zone), now.astimezone(zone)
        return (then.year, then.month) == (today.year, today.month)


Register = dict[tuple[str, str], Task]
"""By the code of the tool, and either of the task's ids."""


def find(register: Register, codes: Iterable[str], any_id: str) -> Task:
    """The task of one of these tools by the customer's id or the platform's. Raises Refusal."""
    for code in codes:
        if task := register.get((code, any_id)):
            return task
    raise unknown()


def unknown() -> Refusal:
    """What to raise where there is no such task."""
    return Refusal(UNKNOWN_TASK, "task does not exist")
