"""What is ordered beside pictures that are made in one go."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.discord import Conversation, Upload
from tests.journeys.fixture import Stage
from tests.journeys.pictures import png
from tests.journeys.trades import IMGOPEN, Trade

_PICTURES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Single(Trade):
    """What one provider has: it need not be named."""

    async def order(self, stage: Stage, **options: Any) -> Conversation:
        """Mia orders it."""
        pictures: dict[str, Upload] = {slot: png(name=f"{slot}.png") for slot in self.slots}
        return await stage.mia.slash(stage.channel, self.command, **pictures, **options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Trade):
    """A model from as few pictures as possible, which a form takes."""

    async def order(self, stage: Stage, **options: Any) -> Conversation:
        """Mia fills in the form."""
        asked = await stage.mia.slash(stage.channel, self.command, **options)
        pictures = tuple(png(name=f"{number}.png") for number in range(_PICTURES))
        return await stage.mia.fill_modal(asked, **{"pictures-1": pictures})


FUSION = Trade(
    provider=IMGOPEN.provider,
    title=IMGOPEN.title,
    command="faceswap",
    slots=("source", "target"),
    submission="face/fusion",
    question=IMGOPEN.question,
)
PAIR = Trade(
    provider=IMGOPEN.provider,
    title=IMGOPEN.title,
    command="faceswap",
    slots=("source", "source_2", "target"),
    submission="face/fusion",
    question=IMGOPEN.question,
)
DESCRIPTION = Single(
    provider=IMGOPEN.provider,
    title=IMGOPEN.title,
    command="describe",
    slots=("image",),
    submission="interrogate",
    question=IMGOPEN.question,
)
TRAINING = Training(
    provider=IMGOPEN.provider,
    title=IMGOPEN.title,
    command="train",
    slots=(),
    submission="modelTraining/submitTraining/Job",
    question="/training/result",
)
