"""What a person typed, against a tool's options and slots: the first thing that is wrong, as a sentence."""

from collections.abc import Collection, Mapping
from enum import Enum
from typing import Any, get_args

from annotated_types import Ge, Le, Lt
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.domain.errors import Refused
from bot.domain.sentences import Reason, Sentence, Value
from bot.domain.tasks import Input, Request
from bot.domain.tools import Options, Slot, Tool
from bot.engine.marking import refuse_unmarked

_LONGEST_VALUE = 100
_BOUNDS = {"greater_than_equal", "less_than_equal", "greater_than", "less_than", "finite_number"}
_KINDS_OF_CHOICE = {"enum", "literal_error"}


def validated(tool: Tool, request: Request) -> Options:
    """The options as the tool reads them. Raises Refused."""
    for slot in tool.slots:
        _refuse_count(slot, [entry for entry in request.inputs if _belongs(entry, slot)])
    options = checked(tool, request.options)
    _refuse_nothing(tool, options, [entry.slot for entry in request.inputs])
    refuse_unmarked(options, [entry.slot for entry in request.inputs])
    return options


def checked(tool: Tool, options: Mapping[str, Any]) -> Options:
    """The same without the pictures. Raises Refused."""
    try:
        return tool.options.model_validate(options)
    except ValidationError as error:
        raise _refused(tool.options, error.errors()[0]) from error


def _belongs(entry: Input, slot: Slot) -> bool:
    return entry.slot.startswith(f"{slot.name}-") if slot.is_series else entry.slot == slot.name


def _refuse_count(slot: Slot, given: Collection[Input]) -> None:
    if len(given) < slot.least:
        raise Refused(Reason.TOO_FEW_PICTURES, slot=slot.name, given=len(given), least=slot.least)
    if len(given) > slot.most:
        raise Refused(Reason.TOO_MANY_PICTURES, slot=slot.name, given=len(given), most=slot.most)


def _refuse_nothing(tool: Tool, options: Options, slots: Collection[str]) -> None:
    given = (name in slots or getattr(options, name, None) is not None for name in tool.one_of)
    if tool.one_of and not any(given):
        raise Refused(Reason.OPTION_NEEDED, option=tool.one_of[0])


def _refused(options: type[Options], mistake: ErrorDetails) -> Refused:
    name = str(mistake["loc"][0]) if mistake["loc"] else ""
    kind, value = mistake["type"], str(mistake["input"])[:_LONGEST_VALUE]
    if kind in {"empty", "string_too_short", "missing"}:
        return Refused(Reason.OPTION_EMPTY, option=name)
    if kind == "string_too_long":
        most: int = mistake["ctx"]["max_length"]
        return Refused(Reason.OPTION_TOO_LONG, option=name, length=len(mistake["input"]), most=most)
    if kind in _BOUNDS and (bounds := _bounds(options, name)):
        return Refused(Sentence.of(Reason.OPTION_OUT_OF_RANGE, option=name, value=value, **bounds))
    if kind in _KINDS_OF_CHOICE and (accepted := _accepted(options, name)):
        return Refused(Reason.OPTION_NOT_ONE_OF, option=name, value=value, accepted=accepted)
    if kind == "string_pattern_mismatch" and (meaning := options.model_fields[name].description):
        return Refused(Reason.OPTION_MALFORMED, option=name, value=value, meaning=meaning)
    return Refused(Reason.OPTION_INVALID, option=name, value=value)


def _bounds(options: type[Options], name: str) -> dict[str, Value]:
    """Both ends, which are values themselves; empty where one is open."""
    found: dict[str, Value] = {}
    for mark in options.model_fields[name].metadata:
        match mark:
            case Ge(ge=int() | float() as low):
                found["low"] = low
            case Le(le=int() | float() as high):
                found["high"] = high
            case Lt(lt=int() as beyond):
                found["high"] = beyond - 1
    return found if len(found) == len(("low", "high")) else {}


def _accepted(options: type[Options], name: str) -> str:
    annotation: Any = options.model_fields[name].annotation
    kinds = [kind for kind in (annotation, *get_args(annotation)) if isinstance(kind, type) and issubclass(kind, Enum)]
    return ", ".join(str(member.value) for kind in kinds for member in kind)
