"""The two vendors as a person's orders meet them: which command, which paid call, which question."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.domain.tasks import Task
from bot.sandbox.discord import Conversation, Upload
from bot.sandbox.upstreams import ImgOpen, MagicTiger
from bot.sandbox.upstreams.imgopen.reports import report_on
from bot.sandbox.upstreams.imgopen.tools import TOOLS
from bot.sandbox.upstreams.jobs import Job
from tests.journeys.fixture import Stage
from tests.journeys.pictures import png

_FOR_EVER_S = 3600.0
_PICTURES = {"picurl", "sourceUrl", "targetUrl"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A tool at a vendor. `submission` and `question` are the vendor's endpoints; `options` go with every order."""

    provider: str
    title: str
    command: str
    slots: tuple[str, ...]
    submission: str
    question: str
    options: Mapping[str, Any] = field(default_factory=dict)

    async def order(self, stage: Stage, **options: Any) -> Conversation:
        """Mia orders a picture from this vendor and no other."""
        pictures: dict[str, Upload] = {slot: png(name=f"{slot}.png") for slot in self.slots}
        return await stage.mia.slash(
            stage.channel, self.command, **pictures, **{**self.options, **options}, provider=self.provider
        )

    def vendor(self, stage: Stage) -> ImgOpen | MagicTiger:
        """The vendor on this stage."""
        return stage.vendors.imgopen if self.provider == "imgopen" else stage.vendors.magictiger

    def takes_its_time(self, stage: Stage) -> None:
        """From now on the vendor ends no task unless `hurry` makes it."""
        vendor = self.vendor(stage)
        vendor.config = replace(vendor.config, processing_s=_FOR_EVER_S)

    def hurry(self, stage: Stage, task: Task) -> None:
        """Have the vendor end the task now."""
        self._job(stage, task).hurry.set()

    def call_again(self, stage: Stage, task: Task) -> None:
        """Have the vendor call about a task that has ended as if it had not called yet."""
        vendor, job = self.vendor(stage), self._job(stage, task)
        if isinstance(vendor, ImgOpen):
            (order,) = [call.body for call in vendor.calls if call.endpoint == self.submission]
            report = report_on(job, TOOLS[self.submission], vendor.config, url=order["callbackUrl"])
            vendor.report(job, report)
        else:
            vendor._report_end(vendor._register.find(job.platform_id, vendor.config))

    def _job(self, stage: Stage, task: Task) -> Job:
        vendor = self.vendor(stage)
        if isinstance(vendor, ImgOpen):
            return vendor._jobs[self.submission, task.id]
        found = vendor._register.find_own(task.id)
        assert found
        return found.job

    def submissions(self, stage: Stage) -> int:
        """How often the paid call was made."""
        return [call.endpoint for call in self.vendor(stage).calls].count(self.submission)

    def questions(self, stage: Stage) -> int:
        """How often the vendor was asked where a task is."""
        return [call.endpoint for call in self.vendor(stage).calls].count(self.question)

    def links(self, stage: Stage) -> list[str]:
        """The addresses of pictures that the vendor was sent."""
        bodies = [call.body for call in self.vendor(stage).calls if call.endpoint == self.submission]
        return [value for body in bodies for field, value in body.items() if field in _PICTURES]

    def bills(self, stage: Stage) -> int:
        """How many tasks the vendor has billed."""
        return len(self.vendor(stage).paid_tasks)


IMGOPEN = Trade(
    provider="imgopen",
    title="Img Open",
    command="faceswap",
    slots=("source", "target"),
    submission="roop",
    question="queryTask",
    options={"face": "largest"},  # nobody is in a picture of one colour
)
MAGICTIGER = Trade(
    provider="magictiger",
    title="Magic Tiger",
    command="enhance",
    slots=("image",),
    submission="createtask",
    question="gettask",
)

at_both = pytest.mark.parametrize("trade", [IMGOPEN, MAGICTIGER], ids=lambda trade: trade.provider)
