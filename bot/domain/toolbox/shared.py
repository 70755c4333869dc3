"""Options that several tools share."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.domain.listings import Listed, ListKind, Suggested
from bot.domain.tools import NOT_BLANK, WORDS


class Frame(StrEnum):
    """Width to height."""

    AUTO = "auto"
    SQUARE = "1:1"
    P3_4 = "3:4"
    L4_3 = "4:3"
    P9_16 = "9:16"
    L16_9 = "16:9"


LARGEST_SEED = 2**32 - 1
LARGEST_SMALL_SEED = 2**31 - 1
IMAGE = "image"

Free = Annotated[str, Field(min_length=1, max_length=100), NOT_BLANK, Suggested()]
MaybeFree = Annotated[str | None, Field(min_length=1, max_length=100), NOT_BLANK, Suggested()]
Seed = Annotated[int | None, Field(ge=0, le=LARGEST_SEED, description="The same number gives the same picture again.")]
SmallSeed = Annotated[
    int | None, Field(ge=0, le=LARGEST_SMALL_SEED, description="The same number gives the same picture again.")
]
Model = Annotated[MaybeFree, Listed(ListKind.MODEL), Field(description="The model to draw with; start typing.")]
Lora = Annotated[MaybeFree, Listed(ListKind.LORA), Field(description="A style or subject to add; start typing.")]
Vae = Annotated[MaybeFree, Listed(ListKind.VAE), Field(description="The decoder that gives colours; start typing.")]
Embedding = Annotated[
    MaybeFree, Listed(ListKind.EMBEDDING), Field(description="A learnt word to add to the prompt; start typing.")
]
Strength = Annotated[float | None, Field(ge=0, le=1, description="0 is hardly anything, 1 as much as there is.")]
MaybePrompt = Annotated[str | None, *WORDS]
Negative = Annotated[MaybePrompt, Field(description="What must not be in the picture.")]
