"""What an answer says, read as an operator's table tells."""

import json
import re
from typing import Any

from bot.domain.outcomes import Found
from bot.domain.tools import Output
from bot.upstreams.custom.place import find
from bot.upstreams.custom.table import Answer
from bot.upstreams.lenient import read_texts, read_urls

_NOTHING: tuple[Any, ...] = (None, "")
_NUMBER = re.compile(r"\s*[0-9]{1,18}(\.[0-9]{1,18})?\s*")


def read_found(table: Answer, data: Any, *, output: Output, title: str) -> tuple[Found, ...]:
    """The results; none where nothing is there yet. Raises Garbled for what can be none of that kind."""
    there = [value for value in _flat(find(table.result, data)) if value not in _NOTHING]
    if output is Output.PICTURES:
        return tuple(Found(url=url) for url in read_urls(there, title=title))
    return tuple(Found(text=text) for text in read_texts(there, title=title))


def read_failure(table: Answer, data: Any) -> str | None:
    """The place and the value that mean that nothing will come; a number and the same as text are one."""
    for place, values in table.failed.items():
        there = {_word(value) for value in find(place, data)}
        if meant := next((word for word in map(_word, values) if word in there), None):
            return f"{place} {meant}"
    return None


def read_progress(table: Answer, data: Any) -> float | None:
    """0..1; None where no number is told."""
    told = find(table.progress, data) if table.progress is not None else []
    number = next((number for value in told if (number := _number(value)) is not None), None)
    return None if number is None else max(0.0, min(number, table.progress_of)) / table.progress_of


def _flat(values: list[Any]) -> list[Any]:
    return [item for value in values for item in (value if isinstance(value, list) else [value])]


def _word(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    whole = isinstance(value, float) and value.is_integer()
    return json.dumps(int(value) if whole else value)


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        return float(value) if _NUMBER.fullmatch(value) else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
