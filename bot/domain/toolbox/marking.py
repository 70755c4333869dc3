"""Working on a part of a picture: a mask says which, or the person says what to look for."""

from enum import StrEnum

from pydantic import Field

from bot.domain.toolbox.shared import IMAGE, SmallSeed
from bot.domain.tools import Family, Options, Prompt, Slot, Tool

MASK = "mask"
_WHOLE = 100


class Finding(StrEnum):
    """What can be looked for in a picture on this machine."""

    LARGEST_FACE = "largest_face"
    TEXT = "text"
    CORNER_WATERMARK = "corner_watermark"


class MarkingOptions(Options):
    """Which part: what to look for, or a rectangle in percent of the picture; neither where a mask is attached."""

    find: Finding | None = Field(default=None, description="What to look for; I show you what I found first.")
    left: int | None = Field(default=None, ge=0, lt=_WHOLE, description="A rectangle: its left edge, in percent.")
    top: int | None = Field(default=None, ge=0, lt=_WHOLE, description="A rectangle: its upper edge, in percent.")
    width: int | None = Field(default=None, ge=1, le=_WHOLE, description="A rectangle: how wide, in percent.")
    height: int | None = Field(default=None, ge=1, le=_WHOLE, description="A rectangle: how high, in percent.")

    @property
    def rectangle(self) -> tuple[int, int, int, int] | None:
        """Left, top, width and height in percent of the picture's sides; None where one of them is missing."""
        left, top, width, height = self.left, self.top, self.width, self.height
        if left is None or top is None or width is None or height is None:
            return None
        return left, top, width, height

    @property
    def is_rectangular(self) -> bool:
        """Whether any part of a rectangle was given."""
        return any(side is not None for side in (self.left, self.top, self.width, self.height))


MARKS = frozenset(MarkingOptions.model_fields)
"""What we act on ourselves: providers get the mask that comes of it."""


class Quality(StrEnum):
    """How well it is done; the better, the dearer."""

    STANDARD = "standard"
    HIGH = "high"
    BEST = "best"


class EraseOptions(MarkingOptions):
    """How to remove it."""

    quality: Quality | None = Field(default=None, description="How well; better costs more.")


class _Prompted(Options):
    prompt: Prompt = Field(description="What to put there instead.")


class ReplaceOptions(MarkingOptions, _Prompted):
    """What to put there instead."""

    steps: int | None = Field(default=None, ge=1, le=100, description="More steps take longer and refine more.")
    guidance: float | None = Field(default=None, ge=1, le=20, description="1 to 20: how closely to follow the words.")
    seed: SmallSeed = None


_SLOTS = (
    Slot(name=IMAGE, description="The picture to work on."),
    Slot(name=MASK, description="White where to work, black where not; as large as the picture.", least=0),
)

ERASE = Tool(
    key="erase",
    family=Family.EDIT,
    summary="Remove something from a picture.",
    slots=_SLOTS,
    options=EraseOptions,
    result="The picture that was sent in, without what was marked",
)
REPLACE = Tool(
    key="replace",
    family=Family.EDIT,
    summary="Put something else in the place of a part of a picture.",
    slots=_SLOTS,
    options=ReplaceOptions,
    result="The picture that was sent in, with something else where it was marked",
    keeps_inputs=True,
)
