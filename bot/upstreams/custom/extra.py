"""An operator's own endpoints: for a tool of ours, or for a tool that is described along with it."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from keyword import iskeyword
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, FiniteFloat, create_model, model_validator

from bot.domain.tools import WORDS, Family, Options, Output, Slot, Tool
from bot.upstreams.custom.complaints import Complaint, refuse
from bot.upstreams.custom.table import OURS, Endpoint

_MOST_OPTIONS = 23
"""Discord's limit is 25; two are there on every command."""
_TAKEN = OURS | {"interaction", "private", "provider"}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_LINE = re.compile(r"[^\x00-\x1f\x7f]{1,100}")
_OWN_SHAPE = frozenset({"summary", "family", "pictures", "options", "output"})


class Kind(StrEnum):
    """What can be typed into an option."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    YES_NO = "yes/no"


_FIELDS: Mapping[Kind, tuple[Any, str]] = {
    Kind.TEXT: (Annotated[str | None, *WORDS], "Some words."),
    Kind.NUMBER: (FiniteFloat | None, "A number."),
    Kind.INTEGER: (int | None, "A whole number."),
    Kind.YES_NO: (bool | None, "Yes or no."),
}


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError("must have names of 1 to 32 characters of a-z, 0-9 and _, a letter first")
    if name in _TAKEN or iskeyword(name) or hasattr(Options, name) or name.startswith("model_"):
        raise ValueError(f"must not use the name {name}, which means something else")
    return name


Name = Annotated[str, AfterValidator(_checked)]
"""What Discord, Python and pydantic all take for the name of an option."""


def _one_line(text: str) -> str:
    if not _LINE.fullmatch(text.strip()):
        raise ValueError("must be one line of 1 to 100 characters")
    return text.strip()


def _not_trained(output: Output) -> Output:
    if output is Output.MODEL:
        raise ValueError("must be `pictures` or `texts`")
    return output


Summary = Annotated[str, AfterValidator(_one_line)]
Shown = Annotated[Output, AfterValidator(_not_trained)]


class Extra(Endpoint):
    """One more offer for a tool of ours, or a tool of its own; all options may be left out."""

    tool: str | None = Field(default=None, description="the tool of ours that it does; left out: a tool of its own")
    summary: Summary = Field(default="", description="what it does, in 1 to 100 characters")
    family: Family = Field(default=Family.EDIT, description="among which commands it belongs")
    pictures: tuple[Name, ...] = Field(default=(), description="the names of the pictures that it takes")
    options: dict[Name, Kind] = Field(default={}, description="its options: what can be typed into each")
    output: Shown = Field(default=Output.PICTURES, description="what comes out")

    @model_validator(mode="after")
    def _has_one_shape(self) -> Self:
        refuse(self._of_another_tool() if self.tool is not None else self._of_its_own())
        return self

    def _of_another_tool(self) -> Iterator[Complaint]:
        for field in sorted(_OWN_SHAPE & self.model_fields_set):
            yield Complaint("is for a tool of its own; with `tool`, that tool's holds", (field,))

    def _of_its_own(self) -> Iterator[Complaint]:
        names = (*self.pictures, *self.options)
        if not self.summary:
            yield Complaint("must say what the tool does, or `tool` which of ours it is", ("summary",))
        if len(set(names)) < len(names):
            yield Complaint("must not use a name twice, with the options' names", ("pictures",))
        if len(names) > _MOST_OPTIONS:
            yield Complaint(f"must not be more than {_MOST_OPTIONS}, with the pictures", ("options",))


def make_tool(key: str, extra: Extra) -> Tool:
    """What an extra without a `tool` describes."""
    fields: dict[str, Any] = {name: _field(kind) for name, kind in extra.options.items()}
    return Tool(
        key=key,
        family=extra.family,
        summary=extra.summary,
        slots=tuple(Slot(name=name, description=f"A picture: {name.replace('_', ' ')}.") for name in extra.pictures),
        options=create_model("ExtraOptions", __base__=Options, **fields),
        result=extra.summary,
        output=extra.output,
        keeps_inputs="seed" in extra.options and bool(extra.pictures),
    )


def _field(kind: Kind) -> tuple[Any, Any]:
    annotation, description = _FIELDS[kind]
    return annotation, Field(default=None, description=description)
