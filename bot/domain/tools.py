"""What a person can ask for. A tool knows no vendor."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Family(StrEnum):
    """Which cog a tool's command lives in."""

    PORTRAIT = "portrait"
    EDIT = "edit"


class Options(BaseModel):
    """The base of every tool's options: the command's options, ranges, choices and descriptions derive from the fields.

    A field's `Field(description=…, ge=…, le=…, max_length=…)` becomes the Discord option; a StrEnum becomes choices.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One input picture of a tool, by the name of its command option."""

    name: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One thing to ask for; its `key` is also the slash command's name.

    `summary` is at most 100 characters (Discord's limit for a description); `result` is the alt text of what comes out.
    """

    key: str
    family: Family
    summary: str
    slots: tuple[Slot, ...]
    options: type[Options]
    result: str
