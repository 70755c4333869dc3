"""The two vendors as a person's orders meet them: which command, which paid call, which question."""

from dataclasses import dataclass
from typing import Any

import pytest

from bot.sandbox.discord import Conversation, Upload
from bot.sandbox.upstreams import ImgOpen, MagicTiger
from tests.journeys.fixture import Stage
from tests.journeys.pictures import png

_PICTURES = {"picurl", "sourceUrl", "targetUrl"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A tool at a vendor. `submission` and `question` are the vendor's endpoints."""

    provider: str
    title: str
    command: str
    slots: tuple[str, ...]
    submission: str
    question: str

    async def order(self, stage: Stage, **options: Any) -> Conversation:
        """Mia orders a picture from this vendor and no other."""
        pictures: dict[str, Upload] = {slot: png(name=f"{slot}.png") for slot in self.slots}
        return await stage.mia.slash(stage.channel, self.command, **pictures, **options, provider=self.provider)

    def vendor(self, stage: Stage) -> ImgOpen | MagicTiger:
        """The vendor on this stage."""
        return stage.vendors.imgopen if self.provider == "imgopen" else stage.vendors.magictiger

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
