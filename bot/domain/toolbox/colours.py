"""The colours of a picture."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.domain.toolbox.shared import IMAGE
from bot.domain.tools import Family, NoOptions, Options, Slot, Tool

REFERENCE = "reference"
_COLOUR = "#?[0-9A-Fa-f]{6}"
_PALETTE = rf"^\s*{_COLOUR}(\s*,\s*{_COLOUR}){{0,6}}\s*$"


class RecolorOptions(Options):
    """Where the colours come from, and how much of them."""

    palette: Annotated[str | None, Field(pattern=_PALETTE, max_length=80)] = Field(
        default=None, description="1 to 7 colours, 056A6B,E0C080 for example; or attach a reference instead."
    )
    strength: float = Field(default=0.8, ge=0, le=1, description="0 keeps the picture's colours, 1 takes the new ones.")
    count: int | None = Field(default=None, ge=1, le=8, description="How many versions, where the colours are free.")

    @property
    def colours(self) -> tuple[str, ...]:
        """The palette as upper-case RRGGBB; empty if there is none."""
        return tuple(part.strip().lstrip("#").upper() for part in (self.palette or "").split(",") if part.strip())


class Footage(StrEnum):
    """How a picture's colours were recorded."""

    LOG_C = "log_c"
    REC_709 = "rec_709"
    LN17_256 = "ln17_256"


class GradeOptions(Options):
    """What kind of picture it is."""

    footage: Footage = Field(description="How the colours were recorded.")


COLORIZE = Tool(
    key="colorize",
    family=Family.EDIT,
    summary="Give a black-and-white picture colours.",
    slots=(Slot(name=IMAGE, description="The picture without colours."),),
    options=NoOptions,
    result="The picture that was sent in, in colour",
)
RECOLOR = Tool(
    key="recolor",
    family=Family.EDIT,
    summary="Give a picture the colours of another one, or of a palette.",
    slots=(
        Slot(name=IMAGE, description="The picture to recolour."),
        Slot(name=REFERENCE, description="The picture whose colours you like.", least=0, is_colourful=True),
    ),
    options=RecolorOptions,
    result="The picture that was sent in, in other colours",
)
GRADE = Tool(
    key="grade",
    family=Family.EDIT,
    summary="Bring a flatly recorded picture to full colour.",
    slots=(Slot(name=IMAGE, description="The picture to grade."),),
    options=GradeOptions,
    result="The picture that was sent in, in full colour",
)
