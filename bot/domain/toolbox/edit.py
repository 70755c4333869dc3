"""Changing a picture."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.domain.listings import Suggested
from bot.domain.toolbox.shared import IMAGE, MaybeFree, MaybePrompt, Negative, SmallSeed, Strength
from bot.domain.tools import NOT_BLANK, Family, NoOptions, Options, Slot, Tool


class EnhanceOptions(Options):
    """How to enhance."""

    mode: Annotated[str | None, Suggested()] = Field(
        default=None, min_length=1, max_length=40, description="What to bring out; start typing to see what there is."
    )


class OutpaintOptions(Options):
    """How far to extend, and with what. The bounds are Img Open's own."""

    vertical: float = Field(default=1.5, ge=1, le=4, description="How many times as high, 1 to 4.")
    horizontal: float = Field(default=1.5, ge=1, le=4, description="How many times as wide, 1 to 4.")
    prompt: MaybePrompt = Field(default=None, description="What to add around the picture.")
    negative: Negative = None
    count: int = Field(default=1, ge=1, le=4, description="How many pictures.")
    steps: int | None = Field(default=None, ge=0, le=50, description="0 to 50; more refine more.")
    guidance: int | None = Field(default=None, ge=1, le=45, description="1 to 45: how closely to follow the words.")
    sampler: MaybeFree = Field(default=None, description="The sampling method, by the model's own name for it.")
    seed: SmallSeed = None


class EnlargeOptions(Options):
    """How much larger."""

    factor: int | None = Field(default=None, ge=2, le=8, description="How many times as wide and high.")
    sharpen: bool | None = Field(default=None, description="Sharpen edges more than usual.")


class Subject(StrEnum):
    """What a picture is about."""

    ANYTHING = "anything"
    PERSON = "person"
    HEAD = "head"


class Cutout(StrEnum):
    """What is made of what was cut out."""

    TRANSPARENT = "transparent"
    TRIMMED = "trimmed"
    WHITE = "white"
    MASK = "mask"


class RemovebgOptions(Options):
    """What to cut out, and in what form."""

    subject: Subject | None = Field(default=None, description="What to cut out; anything, if you don't say.")
    form: Cutout | None = Field(default=None, description="What goes behind it; nothing, if you don't say.")


class Corner(StrEnum):
    """Where a mark is written."""

    BOTTOM_RIGHT = "bottom_right"
    BOTTOM_LEFT = "bottom_left"
    TOP_RIGHT = "top_right"
    TOP_LEFT = "top_left"


class StrengthOptions(Options):
    """How much of it."""

    strength: Strength = None


class CropOptions(Options):
    """The size that is wanted, in pixels."""

    width: int = Field(ge=16, le=2000, description="How wide, in pixels.")
    height: int = Field(ge=16, le=2000, description="How high, in pixels.")


class WatermarkOptions(Options):
    """What to write."""

    text: Annotated[str, NOT_BLANK] = Field(min_length=1, max_length=100, description="What to write onto the picture.")
    corner: Corner | None = Field(default=None, description="Where; at the bottom right, if you don't say.")
    strength: Strength = None


ENHANCE = Tool(
    key="enhance",
    family=Family.EDIT,
    summary="Make a picture larger, cleaner and sharper.",
    slots=(Slot(name=IMAGE, description="The picture to enhance."),),
    options=EnhanceOptions,
    result="The picture that was sent in, larger, with less noise and more detail",
)
OUTPAINT = Tool(
    key="outpaint",
    family=Family.EDIT,
    summary="Extend a picture beyond its edges.",
    slots=(Slot(name=IMAGE, description="The picture to extend."),),
    options=OutpaintOptions,
    result="The picture that was sent in, extended beyond its edges",
    keeps_inputs=True,
)
ENLARGE = Tool(
    key="enlarge",
    family=Family.EDIT,
    summary="Make a picture larger.",
    slots=(Slot(name=IMAGE, description="The picture to enlarge."),),
    options=EnlargeOptions,
    result="The picture that was sent in, larger",
)
REMOVEBG = Tool(
    key="removebg",
    family=Family.EDIT,
    summary="Cut out what a picture is about.",
    slots=(Slot(name=IMAGE, description="The picture to cut out."),),
    options=RemovebgOptions,
    result="The subject of the picture that was sent in, without its background",
)
WATERMARK = Tool(
    key="watermark",
    family=Family.EDIT,
    summary="Write a mark onto a picture.",
    slots=(Slot(name=IMAGE, description="The picture to mark."),),
    options=WatermarkOptions,
    result="The picture that was sent in, with a mark",
)
SHARPEN = Tool(
    key="sharpen",
    family=Family.EDIT,
    summary="Make a soft picture sharper.",
    slots=(Slot(name=IMAGE, description="The picture to sharpen."),),
    options=StrengthOptions,
    result="The picture that was sent in, sharper",
)
DEHAZE = Tool(
    key="dehaze",
    family=Family.EDIT,
    summary="Take fog and haze out of a picture.",
    slots=(Slot(name=IMAGE, description="The picture to clear."),),
    options=StrengthOptions,
    result="The picture that was sent in, without haze",
)
CONTRAST = Tool(
    key="contrast",
    family=Family.EDIT,
    summary="Give a flat picture more contrast.",
    slots=(Slot(name=IMAGE, description="The picture to work on."),),
    options=StrengthOptions,
    result="The picture that was sent in, with more contrast",
)
UNSTRETCH = Tool(
    key="unstretch",
    family=Family.EDIT,
    summary="Bring a stretched picture back into shape.",
    slots=(Slot(name=IMAGE, description="The picture that was stretched."),),
    options=NoOptions,
    result="The picture that was sent in, in its natural proportions",
)
CROP = Tool(
    key="crop",
    family=Family.EDIT,
    summary="Cut a picture to a size, around what matters in it.",
    slots=(Slot(name=IMAGE, description="The picture to crop."),),
    options=CropOptions,
    result="The part of the picture that was sent in that matters most",
)
