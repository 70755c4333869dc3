"""An operator's mapping of our tools to the vendor's enhance types: one code, or one for each value of an option."""

from enum import StrEnum
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic.fields import FieldInfo

from bot.domain.listings import Suggested
from bot.domain.toolbox import ENHANCE, TOOLS
from bot.domain.toolbox.marking import MASK
from bot.domain.tools import Output, Tool

_LONGEST_QUOTE = 32


def _no_truth(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("a type's code is a number")  # noqa: TRY004 (pydantic takes ValueErrors)
    return value


TypeCode = Annotated[int, BeforeValidator(_no_truth)]
TypeName = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Codes = TypeCode | dict[TypeName, TypeCode]


def tool_called(key: str) -> Tool:
    """Raises ValueError, in one sentence."""
    found = next((tool for tool in TOOLS if tool.key == key), None)
    if found is None:
        raise ValueError(f"{key[:_LONGEST_QUOTE]!r} is none of the tools that Darkroom knows")
    return found


def chooser(tool: Tool) -> str | None:
    """The option whose values can be types of the vendor's: a text that is suggested, or else a word of a few."""
    fields = tool.options.model_fields.items()
    suggested = (name for name, field in fields if any(isinstance(mark, Suggested) for mark in field.metadata))
    return next(suggested, next((name for name, field in fields if _words(field)), None))


def words_of(tool: Tool, option: str) -> tuple[str, ...]:
    """What the option can be; none where it takes any text."""
    return _words(tool.options.model_fields[option])


def _words(field: FieldInfo) -> tuple[str, ...]:
    kinds = (field.annotation, *get_args(field.annotation))
    return next((tuple(kind) for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)), ())


def _check(types: dict[str, Codes]) -> dict[str, Codes]:
    for key, codes in types.items():
        tool = tool_called(key)
        if objection := _misfit(tool) or _miscoded(tool, codes):
            raise ValueError(f"{key} {objection}")
    return types


def _misfit(tool: Tool) -> str | None:
    if tool is ENHANCE:
        return "has its types in enhance_types"
    needed = [slot for slot in tool.slots if slot.least > 0]
    is_marked = any(slot.name == MASK for slot in tool.slots)
    if len(needed) != 1 or needed[0].is_series or is_marked or tool.output is not Output.PICTURES:
        return "takes something other than one picture, or makes no pictures"
    return None


def _miscoded(tool: Tool, codes: Codes) -> str | None:
    if not isinstance(codes, dict):
        return _unsaid(tool, said=None)
    option = chooser(tool)
    if option is None:
        return "needs a number"
    if not codes:
        return f"needs a number, or one for each {option}"
    words = words_of(tool, option)
    if words and set(codes) - set(words):
        return f"can only have numbers for {', '.join(words)}"
    return _unsaid(tool, said=option)


def _unsaid(tool: Tool, *, said: str | None) -> str | None:
    needed = {name for name, field in tool.options.model_fields.items() if field.is_required()} - {said}
    return f"needs {', '.join(sorted(needed))}, for which the service has no field" if needed else None


ToolKey = Annotated[str, AfterValidator(lambda key: tool_called(key).key)]
Types = Annotated[dict[str, Codes], AfterValidator(_check)]
"""By tool."""
