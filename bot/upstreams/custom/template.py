"""JSON with placeholders: `{name}` in a text stands for a value, `{{` and `}}` for a brace."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Annotated, Any, Final

from pydantic import AfterValidator, JsonValue

_NAME = re.compile(r"[a-z0-9_-]+")
_BRACE = "has a brace that is no placeholder like {image}; write {{ or }} for the brace itself"
_GONE: Final = object()


def fill(template: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The template with its values.

    A text that is nothing but one placeholder becomes the value itself, whatever its type. A field or list item that
    holds a placeholder without a value (none is given, or None) is left out.
    """
    filled = {key: _fill_value(value, values) for key, value in template.items()}
    return {key: value for key, value in filled.items() if value is not _GONE}


def placeholders(template: Any) -> frozenset[str]:
    """The names of all placeholders in a template or a part of it. Raises ValueError for a text that is none."""
    return frozenset(name for text in _texts(template) for _, name in _pieces(text) if name is not None)


def _checked(template: dict[str, JsonValue]) -> dict[str, JsonValue]:
    placeholders(template)
    if not all(math.isfinite(number) for number in _numbers(template)):
        raise ValueError("holds a number that JSON does not know")
    return template


Template = Annotated[dict[str, JsonValue], AfterValidator(_checked)]
"""An object that can be filled in."""


def _fill_value(value: Any, values: Mapping[str, Any]) -> Any:
    match value:
        case str():
            return _fill_text(value, values)
        case dict():
            return fill(value, values)
        case list():
            return [filled for item in value if (filled := _fill_value(item, values)) is not _GONE]
        case _:
            return value


def _fill_text(text: str, values: Mapping[str, Any]) -> Any:
    pieces = list(_pieces(text))
    if any(name is not None and values.get(name) is None for _, name in pieces):
        return _GONE
    match pieces:
        case [("", str(name))]:
            return values[name]
        case _:
            return "".join(literal + ("" if name is None else _spelt(values[name])) for literal, name in pieces)


def _spelt(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """Literal texts, each with the name of the placeholder that follows it."""
    for literal, name, form, conversion in _parsed(text):
        if name is not None and (form or conversion or not _NAME.fullmatch(name)):
            raise ValueError(_BRACE)
        yield literal, name


def _parsed(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(Formatter().parse(text))
    except ValueError as error:
        raise ValueError(_BRACE) from error


def _texts(value: Any) -> Iterator[str]:
    return (leaf for leaf in _leaves(value) if isinstance(leaf, str))


def _numbers(value: Any) -> Iterator[float]:
    return (leaf for leaf in _leaves(value) if isinstance(leaf, float))


def _leaves(value: Any) -> Iterator[Any]:
    match value:
        case dict():
            for item in value.values():
                yield from _leaves(item)
        case list():
            for item in value:
                yield from _leaves(item)
        case _:
            yield value
