"""From a field of a tool's options to an option of its slash command."""

from collections.abc import Awaitable, Mapping, Sequence
from enum import Enum
from itertools import islice
from types import NoneType
from typing import Any, Literal, Protocol, cast, get_args, get_origin

import discord
from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from discord import AppCommandOptionType as OptionType
from discord.app_commands import Choice, Transformer
from pydantic.fields import FieldInfo

from bot.domain.ids import GuildId, UserId
from bot.domain.listings import Entry, Listed, Suggested
from bot.domain.tools import Hidden, Tool
from bot.ui.request import guild_of


class Suggest(Protocol):
    """Gives what goes with what was typed so far; never raises, and answers in time."""

    def __call__(self, typed: str, /, *, guild_id: GuildId, user_id: UserId) -> Awaitable[Sequence[Entry]]:
        """Best first."""


_TYPES: dict[type, OptionType] = {
    bool: OptionType.boolean,
    int: OptionType.integer,
    float: OptionType.number,
    str: OptionType.string,
}
_WRITTEN = {"clip": "CLIP", "sd": "SD", "sdxl": "SDXL", "log_c": "LogC", "rec_709": "Rec. 709", "ln17_256": "LN17_256"}
"""What is not written as other words are."""
_MOST_SUGGESTIONS = 25
LONGEST_CHOICE = 100
"""Discord's limit for a choice's name, and for its value if that is a text."""


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
    """A name for which there are suggestions while it is typed."""

    def __init__(self, field: FieldInfo, suggest: Suggest) -> None:
        super().__init__(field)
        self._suggest = suggest

    async def autocomplete(
        self, interaction: discord.Interaction, value: str | float, /
    ) -> list[Choice[str | int | float]]:
        """What goes with what was typed. A name that is too long for a choice can still be typed out."""
        found = await self._suggest(str(value), guild_id=guild_of(interaction), user_id=UserId(interaction.user.id))
        short = (entry for entry in found if 0 < len(entry.value.strip()) <= len(entry.value) <= LONGEST_CHOICE)
        return [Choice(name=_name(entry), value=entry.value) for entry in islice(short, _MOST_SUGGESTIONS)]


def shown_fields(tool: Tool) -> Mapping[str, FieldInfo]:
    """The options that a person may set, by name."""
    fields = tool.options.model_fields
    return {name: field for name, field in fields.items() if not _is_marked(field, Hidden)}


def option_for(field: FieldInfo, suggest: Suggest) -> FieldOption:
    """The option that takes such a field."""
    return SuggestedOption(field, suggest) if _is_completed(field) else FieldOption(field)


def label(value: str) -> str:
    """A value as a person reads it."""
    return _WRITTEN.get(value) or value.replace("_", " ").capitalize()


def _is_completed(field: FieldInfo) -> bool:
    return _is_marked(field, Listed) or _is_marked(field, Suggested)


def _is_marked(field: FieldInfo, kind: type) -> bool:
    return any(isinstance(mark, kind) for mark in field.metadata)


def _name(entry: Entry) -> str:
    return " ".join(entry.label.split())[:LONGEST_CHOICE] or entry.value


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
            case Gt(gt=figure):
                return cast("float", figure) + _next(field)
    return None


def _high(field: FieldInfo) -> Any:
    for limit in field.metadata:
        match limit:
            case Le(le=figure) | MaxLen(max_length=figure):
                return figure
            case Lt(lt=figure):
                return cast("float", figure) - _next(field)
    return None


def _next(field: FieldInfo) -> int:
    """How far a bound is from the last value within it: Discord's bounds are within. What is next to a float is not."""
    return int(_kind(field.annotation) is int)
