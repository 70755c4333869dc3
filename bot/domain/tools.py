"""What a person can ask for. A tool knows no vendor."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

LONGEST_PROMPT = 2000


class Family(StrEnum):
    """Which cog a tool's command lives in."""

    PORTRAIT = "portrait"
    GENERATE = "generate"
    EDIT = "edit"
    ART = "art"
    UNDERSTAND = "understand"


class Output(StrEnum):
    """What comes out of a tool."""

    PICTURES = "pictures"
    TEXTS = "texts"
    MODEL = "model"


class Hidden:
    """Marks an option that is no option of the command: we fill it in ourselves."""


class Options(BaseModel):
    """The base of every tool's options: the command's options, ranges, choices and descriptions derive from the fields.

    A field's `Field(description=…, ge=…, le=…, max_length=…)` becomes the Discord option; a StrEnum becomes choices;
    `Listed` is completed from the providers' lists, `Suggested` from what the offers take; `Hidden` is not shown.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


class NoOptions(Options):
    """Nothing to choose."""


def _some_words(text: str | None) -> str | None:
    if text is None:
        return None
    if not (stripped := text.strip()):
        raise PydanticCustomError("empty", "nothing but spaces")
    return stripped


NOT_BLANK = AfterValidator(_some_words)
WORDS = (Field(min_length=1, max_length=LONGEST_PROMPT), NOT_BLANK)
Prompt = Annotated[str, *WORDS]
"""Words for a model, at most 2000 characters (ours: the vendors document no limit)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One input picture of a tool, by the name of its command option; several pictures where `most` is more than one.

    `least` is 0 for a picture that may be left out. The inputs of a slot of several are called `name-1`, `name-2`, ….
    `is_colourful`: a picture without colours is of no use there.
    """

    name: str
    description: str
    least: int = 1
    most: int = 1
    is_colourful: bool = False

    @property
    def is_series(self) -> bool:
        """Whether it holds several pictures: a form takes them, since a command has one picture per option."""
        return self.most > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One thing to ask for; its `key` is also the slash command's name.

    `summary` is at most 100 characters (Discord's limit for a description); `result` is the alt text of what comes out.
    `keeps_inputs`: the inputs are kept as long as the results, since something is made again of them. `one_of`: options
    and slots of which at least one has to be given.
    """

    key: str
    family: Family
    summary: str
    slots: tuple[Slot, ...]
    options: type[Options]
    result: str
    output: Output = Output.PICTURES
    keeps_inputs: bool = False
    one_of: tuple[str, ...] = ()

    @property
    def is_seeded(self) -> bool:
        """Whether the same request gives something new each time: it can be asked for again with another seed."""
        return "seed" in self.options.model_fields
