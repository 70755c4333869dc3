"""Words about pictures, and words for making them."""

from enum import StrEnum

from pydantic import Field

from bot.domain.toolbox.shared import IMAGE
from bot.domain.tools import Family, NoOptions, Options, Output, Prompt, Slot, Tool


class Describer(StrEnum):
    """How to look at a picture."""

    CLIP = "clip"
    DEEPDANBOORU = "deepdanbooru"


class DescribeOptions(Options):
    """How to describe."""

    style: Describer | None = Field(default=None, description="Clip writes a sentence, deepdanbooru lists tags.")


class PromptModel(StrEnum):
    """For which kind of model a prompt is written."""

    SD = "sd"
    SDXL = "sdxl"


class PromptOptions(Options):
    """How to expand a prompt. The bounds are Img Open's own, as far as they are documented."""

    prompt: Prompt = Field(description="A few words; I write the long version.")
    model: PromptModel = Field(default=PromptModel.SD, description="For which kind of model.")
    top_k: int | None = Field(default=None, ge=0, le=250, description="How many words to choose from; 0 is all.")
    top_p: float | None = Field(default=None, ge=0.01, description="How unlikely the words may be; 0.01 and more.")
    count: int | None = Field(default=None, ge=1, le=10, description="How many versions.")


DESCRIBE = Tool(
    key="describe",
    family=Family.UNDERSTAND,
    summary="Put a picture into words.",
    slots=(Slot(name=IMAGE, description="The picture to describe."),),
    options=DescribeOptions,
    result="A description of the picture that was sent in",
    output=Output.TEXTS,
)
STYLE = Tool(
    key="style",
    family=Family.UNDERSTAND,
    summary="Name the style of a picture.",
    slots=(Slot(name=IMAGE, description="The picture to look at."),),
    options=NoOptions,
    result="The style of the picture that was sent in",
    output=Output.TEXTS,
)
PROMPT = Tool(
    key="prompt",
    family=Family.UNDERSTAND,
    summary="Turn a few words into a full prompt.",
    slots=(),
    options=PromptOptions,
    result="A longer prompt",
    output=Output.TEXTS,
)
