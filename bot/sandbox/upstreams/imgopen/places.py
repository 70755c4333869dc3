"""Dotted names of places in JSON: "data.items[].url" is the `url` of each object in the list `items`."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.sandbox.upstreams.edits import Json

_EACH = "[]"


def put(document: Json, place: str, values: Sequence[Any]) -> None:
    """Write the values there: a list where the place says `[]`, else the first of them, or null."""
    *way, last = place.split(".")
    for number, name in enumerate(way):
        if name.endswith(_EACH):
            rest = ".".join([*way[number + 1 :], last])
            document[name.removesuffix(_EACH)] = [_wrap(rest, value) for value in values]
            return
        document = document.setdefault(name, {})
    if last.endswith(_EACH):
        document[last.removesuffix(_EACH)] = list(values)
    else:
        document[last] = next(iter(values), None)


def get(document: Any, place: str) -> Any:
    """What is there, None for nothing. Not through lists."""
    for name in place.split("."):
        document = document.get(name) if isinstance(document, dict) else None
    return document


def leaves(document: Json, prefix: str = "") -> Iterator[str]:
    """The place of everything that is no object, and of empty objects."""
    for name, value in document.items():
        if isinstance(value, dict) and value:
            yield from leaves(value, f"{prefix}{name}.")
        else:
            yield prefix + name


def _wrap(place: str, value: Any) -> Json:
    document: Json = {}
    put(document, place, [value])
    return document
