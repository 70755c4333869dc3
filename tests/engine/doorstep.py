"""Where the bench's vendor calls back."""

from dataclasses import replace
from typing import Any

from bot.domain.ids import TaskId
from bot.domain.signing import Signer
from bot.domain.tasks import Task
from bot.engine.links import PublicLinks
from bot.engine.reception import Reception, Verdict
from bot.upstreams.base import Callback, Claim, Door
from tests.engine.bench import Bench

SITE = "https://pictures.example.test"
EMPTY = Callback(headers={}, body=b"")


class Doorstep:
    """Its vendor calls back through `door`, and says `claim` whatever it sends."""

    def __init__(self, bench: Bench, door: Door = Door.PER_TASK, *, claim: Claim | Exception | None = None) -> None:
        bench.vendor.calls_back(door, claim)
        self.bench = bench
        self.links = PublicLinks(SITE, Signer([b"key"]), bench.clock)
        self.reception = self.open()

    def open(self, **changes: Any) -> Reception:
        """A reception at a desk that differs so from the bench's."""
        return Reception(replace(self.bench.desk, **({"links": self.links} | changes)))

    def capability(self, task_id: TaskId) -> str:
        return self.links.callback(self.bench.vendor.id, task_id).rpartition("/")[2]

    async def call(self, task: Task | None = None, *, reception: Reception | None = None) -> Verdict:
        """By the address that was made for the task, or by the account's."""
        address = {"task_id": task.id, "capability": self.capability(task.id)} if task else {}
        return await (reception or self.reception).receive(self.bench.vendor.id, EMPTY, **address)
