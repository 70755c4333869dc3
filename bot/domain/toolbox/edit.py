"""Changing a picture."""

from typing import Annotated

from pydantic import Field

from bot.domain.listings import Suggested
from bot.domain.toolbox.shared import IMAGE, MaybeFree, MaybePrompt, Negative, SmallSeed
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


class WatermarkOptions(Options):
    """What to write."""

    text: Annotated[str, NOT_BLANK] = Field(min_length=1, max_length=100, description="What to write onto the picture.")


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
ERASE = Tool(
    key="erase",
    family=Family.EDIT,
    summary="Remove something from a picture.",
    slots=(
        Slot(name=IMAGE, description="The picture to work on."),
        Slot(name="mask", description="White where something is to go, black where not; as large as the picture."),
    ),
    options=NoOptions,
    result="The picture that was sent in, without what the mask covered",
)
REMOVEBG = Tool(
    key="removebg",
    family=Family.EDIT,
    summary="Cut out what a picture is about.",
    slots=(Slot(name=IMAGE, description="The picture to cut out."),),
    options=NoOptions,
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
