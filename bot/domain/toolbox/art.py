"""A picture in another style."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.domain.toolbox.shared import IMAGE, Free, MaybeFree
from bot.domain.tools import NOT_BLANK, Family, Options, Slot, Tool


class CartoonOptions(Options):
    """Which cartoon."""

    style: MaybeFree = Field(default=None, description="Which style; start typing to see what there is.")


class PaintOptions(Options):
    """Which painting."""

    style: Free = Field(description="Which style; start typing to see what there is.")


class Paper(StrEnum):
    """The proportions of what is made."""

    A4 = "A4"
    AUTO = "auto"
    SQUARE = "1:1"
    P2_3 = "2:3"
    L3_2 = "3:2"
    P3_4 = "3:4"
    L4_3 = "4:3"
    P4_5 = "4:5"
    L5_4 = "5:4"
    P9_16 = "9:16"
    L16_9 = "16:9"
    L21_9 = "21:9"


class LineartOptions(Options):
    """How to draw the lines."""

    prompt: Annotated[str | None, Field(min_length=1, max_length=3000), NOT_BLANK] = Field(
        default=None, description="What to care for."
    )
    size: Paper | None = Field(default=None, description="Width to height.")


class EmojiOptions(Options):
    """Which emoji."""

    expression: Annotated[str, NOT_BLANK] = Field(min_length=1, max_length=100, description="Angry, for example.")
    style: Annotated[str, NOT_BLANK] = Field(min_length=1, max_length=100, description="3D emoji, for example.")
    scene: Annotated[str, NOT_BLANK] = Field(min_length=1, max_length=100, description="Baby shower, for example.")
    filler: Annotated[str | None, Field(min_length=1, max_length=20), NOT_BLANK] = Field(
        default=None, description="What to put between them."
    )


class PhotoshootOptions(Options):
    """Which photograph to make of it."""

    title: Annotated[str, NOT_BLANK] = Field(min_length=1, max_length=500, description="The style, in a few words.")
    description: Annotated[str, NOT_BLANK] = Field(min_length=1, max_length=1000, description="What it looks like.")
    size: Paper | None = Field(default=None, description="Width to height.")


CARTOON = Tool(
    key="cartoon",
    family=Family.ART,
    summary="Turn a photo into a cartoon.",
    slots=(Slot(name=IMAGE, description="The photo."),),
    options=CartoonOptions,
    result="The photo that was sent in, as a cartoon",
)
LINEART = Tool(
    key="lineart",
    family=Family.ART,
    summary="Turn a photo into a line drawing.",
    slots=(Slot(name=IMAGE, description="The photo."),),
    options=LineartOptions,
    result="The photo that was sent in, as a line drawing",
)
PAINT = Tool(
    key="paint",
    family=Family.ART,
    summary="Turn a photo into a painting.",
    slots=(Slot(name=IMAGE, description="The photo."),),
    options=PaintOptions,
    result="The photo that was sent in, as a painting",
)
EMOJI = Tool(
    key="emoji",
    family=Family.ART,
    summary="Make emojis of somebody.",
    slots=(Slot(name=IMAGE, description="A clear portrait."),),
    options=EmojiOptions,
    result="Emojis of the person in the picture that was sent in",
)
PHOTOSHOOT = Tool(
    key="photoshoot",
    family=Family.ART,
    summary="Take a new photograph of what is in a picture.",
    slots=(Slot(name=IMAGE, description="The picture to start from."),),
    options=PhotoshootOptions,
    result="A new photograph of what is in the picture that was sent in",
)
