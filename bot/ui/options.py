"""From a field of a tool's options to an option of its slash command."""

from collections.abc import Callable, Sequence
from enum import Enum
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import discord
from annotated_types import Ge, Le, MaxLen, MinLen
from discord import AppCommandOptionType as OptionType
from discord.app_commands import Choice, Transformer
from pydantic.fields import FieldInfo

Suggest = Callable[[str], tuple[str, ...]]
"""Values that go with what was typed so far."""

_TYPES: dict[type, OptionType] = {
    bool: OptionType.boolean,
    int: OptionType.integer,
    float: OptionType.number,
    str: OptionType.string,
}
_MOST_SUGGESTIONS = 25


class FieldOption(Transformer):
    """An option as discord.py wants it described; its value goes to the engine as it came."""

    def __init__(self, field: FieldInfo) -> None:
        kind = _kind(field.annotation)
        self._values = _values(kind)
        self._type = _TYPES[type(self._values[0]) if self._values else kind]
        self._least: float | None = _low(field)
        self._most: float | None = _high(field)

    @property
    def type(self) -> OptionType:
        """Discord's type."""
        return self._type

    @property
    def choices(self) -> list[Choice[str | int | float]] | None:
        """The values of an enumeration or a Literal, with readable names."""
        return [Choice(name=label(str(value)), value=value) for value in self._values] or None

    @property
    def min_value(self) -> float | None:
        """The least value, or length of a text."""
        return self._least

    @property
    def max_value(self) -> float | None:
        """The greatest value, or length of a text."""
        return self._most

    async def transform(self, _: discord.Interaction, value: Any, /) -> Any:
        """The value as it came: the engine checks it against the tool's options."""
        return value


class SuggestedOption(FieldOption):
    """A free text for which there are suggestions while it is typed."""

    def __init__(self, field: FieldInfo, suggest: Suggest) -> None:
        super().__init__(field)
        self._suggest = suggest

    async def autocomplete(self, _: discord.Interaction, value: str | float, /) -> list[Choice[str | int | float]]:
        """What goes with what was typed."""
        return [Choice(name=label(each), value=each) for each in self._suggest(str(value))[:_MOST_SUGGESTIONS]]


def is_free_text(field: FieldInfo) -> bool:
    """Whether anything may be typed."""
    return _kind(field.annotation) is str


def label(value: str) -> str:
    """A value as a person reads it."""
    return value.replace("_", " ").capitalize()


def _kind(annotation: Any) -> Any:
    """The annotation without `| None`."""
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
    return kinds[0] if NoneType in get_args(annotation) and len(kinds) == 1 else annotation


def _values(kind: Any) -> Sequence[str | int | float]:
    if get_origin(kind) is Literal:
        return get_args(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [member.value for member in kind]
    return ()


def _low(field: FieldInfo) -> Any:
    for limit in field.metadata:
        match limit:
            case Ge(ge=figure) | MinLen(min_length=figure):
                return figure
    return None


def _high(field: FieldInfo) -> Any:
    for limit in field.metadata:
        match limit:
            case Le(le=figure) | MaxLen(max_length=figure):
                return figure
    return None
