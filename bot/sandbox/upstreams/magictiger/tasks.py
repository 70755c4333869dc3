"""Magic Tiger's tasks, and how they are found again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.clock import Clock
from bot.sandbox.upstreams.jobs import Job
from bot.sandbox.upstreams.magictiger.config import MagicTigerConfig
from bot.sandbox.upstreams.magictiger.replies import DELETED, NOT_EXIST, Refusal
from bot.sandbox.upstreams.pictures import Facts


@dataclass(slots=True, kw_only=True, eq=False)
class Task:
    """A job with what this vendor knows about it beside."""

    job: Job
    type: int
    inputurl: str
    facts: Facts
    created_at: datetime
    is_deleted: bool = False


class Register:
    """All tasks by the vendor's id."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tasks: dict[str, Task] = {}

    def add(self, task: Task) -> None:
        """Keep the task."""
        self._tasks[task.job.platform_id] = task

    def find(self, taskid: str, config: MagicTigerConfig) -> Task:
        """The task of that id. Raises Refusal when it never was, was forgotten or was deleted."""
        task = self._tasks.get(taskid)
        if task is None or self._clock.now() >= task.created_at + timedelta(seconds=config.task_ttl_s):
            raise Refusal(NOT_EXIST)
        if task.is_deleted:
            raise Refusal(DELETED)
        return task

    def find_own(self, chtaskid: str | None) -> Task | None:
        """The first task with the customer's own id."""
        return next((task for task in self._tasks.values() if chtaskid and task.job.own_id == chtaskid), None)
