"""Where something is in an answer: `data.url`, or `data.items[].url` for that of each item."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator

_EACH = "[]"
_STEP = r"[^.\[\]\s]+(?:\[\])*"
_PLACE = re.compile(rf"{_STEP}(?:\.{_STEP})*")
_PART = re.compile(r"[^.\[\]]+|\[\]")


def find(place: str, data: Any) -> list[Any]:
    """Everything that is there, in order; none where the answer has another form."""
    found = [data]
    for part in _PART.findall(place):
        found = [inner for outer in found for inner in _inside(outer, part)]
    return found


def _inside(value: Any, part: str) -> list[Any]:
    if part == _EACH:
        return value if isinstance(value, list) else []
    return [value[part]] if isinstance(value, dict) and part in value else []


def _checked(text: str) -> str:
    if not _PLACE.fullmatch(text):
        raise ValueError("must be names with dots between them, [] after the name of a list: data.items[].url")
    return text


Place = Annotated[str, AfterValidator(_checked)]
"""Names with dots between them; `[]` after the name of a list means each of its items."""
