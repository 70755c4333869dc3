"""Slash-command options as Discord's own client checks and sends them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from bot.sandbox.discord.files import Upload
from bot.sandbox.discord.world import Json

_MAX_SAFE_INTEGER = 2**53 - 1


class OptionType(IntEnum):
    """Kinds of options (interactions/application-commands)."""

    SUBCOMMAND = 1
    GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    NUMBER = 10
    ATTACHMENT = 11


class ImpossibleError(Exception):
    """Somebody tried what Discord's client would not let them do."""


@dataclass(slots=True, kw_only=True)
class Filled:
    """Options as the interaction carries them, and the things that they name."""

    options: list[Json] = field(default_factory=list)
    uploads: list[tuple[Json, Upload]] = field(default_factory=list)
    users: list[int] = field(default_factory=list)


def fill(
    command: Mapping[str, Any], path: Iterable[str], values: Mapping[str, Any], *, focused: str | None = None
) -> Filled:
    """The options of a command, `path` naming a subcommand.

    With `focused` the values are half-typed: nothing is required and no value is checked.
    Raises ImpossibleError for a missing, unknown or forbidden value.
    """
    names = list(path)
    parameters, wrappers = _descend(command, names)
    filled = Filled()
    unknown = set(values) - {str(parameter["name"]) for parameter in parameters}
    if unknown:
        raise ImpossibleError(f"/{command['name']} has no option {', '.join(sorted(unknown))}")
    for parameter in parameters:
        _fill_one(filled, parameter, values, focused=focused)
    for wrapper in reversed(wrappers):
        filled.options = [{"name": wrapper["name"], "type": wrapper["type"], "options": filled.options}]
    return filled


def _descend(command: Mapping[str, Any], names: list[str]) -> tuple[list[Json], list[Json]]:
    options: list[Json] = list(command.get("options") or ())
    wrappers: list[Json] = []
    for name in names:
        found = next((option for option in options if option["name"] == name and option["type"] in _NESTED), None)
        if found is None:
            raise ImpossibleError(f"/{command['name']} has no subcommand {name!r}")
        wrappers.append(found)
        options = list(found.get("options") or ())
    if any(option["type"] in _NESTED for option in options):
        raise ImpossibleError(f"/{command['name']} cannot be used without a subcommand")
    return options, wrappers


_NESTED = {OptionType.SUBCOMMAND, OptionType.GROUP}


def _fill_one(filled: Filled, parameter: Json, values: Mapping[str, Any], *, focused: str | None) -> None:
    name = str(parameter["name"])
    if name not in values:
        if parameter.get("required") and focused is None:
            raise ImpossibleError(f"the option {name!r} is required")
        return
    value = values[name]
    option: Json = {"name": name, "type": parameter["type"], "value": value}
    if focused is None:
        check(parameter, value)
    elif focused == name:
        option["focused"] = True
    if isinstance(value, Upload):
        filled.uploads.append((option, value))
    elif parameter["type"] == OptionType.USER:
        option["value"] = str(value)
        filled.users.append(int(value))
    filled.options.append(option)


def check(parameter: Mapping[str, Any], value: Any) -> None:
    """Refuse (ImpossibleError) a value that Discord's client would not send for this option."""
    kind = parameter["type"]
    if not _has_type(kind, value):
        raise ImpossibleError(f"{parameter['name']!r} does not take {value!r}")
    choices = parameter.get("choices")
    if choices and value not in {choice["value"] for choice in choices}:
        raise ImpossibleError(f"{parameter['name']!r} offers no {value!r}")
    size = len(value) if isinstance(value, str) else value
    if kind in {OptionType.STRING, OptionType.INTEGER, OptionType.NUMBER} and not _within(parameter, size):
        raise ImpossibleError(f"{value!r} is out of the range of {parameter['name']!r}")


def _has_type(kind: int, value: Any) -> bool:
    match kind:
        case OptionType.STRING:
            return isinstance(value, str) and bool(value)
        case OptionType.BOOLEAN:
            return isinstance(value, bool)
        case OptionType.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _MAX_SAFE_INTEGER
        case OptionType.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case OptionType.ATTACHMENT:
            return isinstance(value, Upload)
        case _:
            return isinstance(value, int) and not isinstance(value, bool)


def _within(parameter: Mapping[str, Any], size: float) -> bool:
    low = parameter.get("min_value", parameter.get("min_length"))
    high = parameter.get("max_value", parameter.get("max_length"))
    return (low is None or size >= low) and (high is None or size <= high)
