"""AILabTools' tasks, and how they are found again."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.clock import Clock
from bot.sandbox.upstreams.ailab.endpoint import Endpoint
from bot.sandbox.upstreams.ailab.replies import Refusal
from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.jobs import Job


@dataclass(slots=True, kw_only=True, eq=False)
class Task(Job):
    """A job, what it was ordered from, and what its result adds to an answer; `failure` says why there is none."""

    endpoint: Endpoint
    request_id: str
    is_async: bool
    created_at: datetime
    result: Json = field(default_factory=dict)
    failure: Refusal | None = None


class Register:
    """All tasks that can be asked for: by `task_id`, or by `request_id` where only the legacy query finds them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tasks: dict[str, Task] = {}

    def add(self, task: Task) -> None:
        """Keep the task."""
        self._tasks[task.request_id if task.endpoint.job else task.platform_id] = task

    def find(self, any_id: str, *, ttl_s: float) -> Task | None:
        """The task of that id, None where it never was or is older than `ttl_s`."""
        task = self._tasks.get(any_id)
        if task is None or self._clock.now() >= task.created_at + timedelta(seconds=ttl_s):
            return None
        return task
