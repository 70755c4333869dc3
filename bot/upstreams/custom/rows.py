"""A list to choose from, read as an operator's table tells."""

import re
from typing import Any

from bot.domain.listings import Entry
from bot.upstreams.custom.place import find
from bot.upstreams.custom.table import NameList

_READABLE = re.compile(r"(?=.*\S)[^\x00-\x1f\x7f\ud800-\udfff]{1,200}")


def read_rows(table: NameList, data: Any) -> tuple[Entry, ...]:
    """Its entries, each value once; a row without a readable value is passed over."""
    rows = [row for there in find(table.rows, data) for row in (there if isinstance(there, list) else [there])]
    entries = (_entry(table, row) for row in rows)
    return tuple({entry.value: entry for entry in entries if entry is not None}.values())


def _entry(table: NameList, row: Any) -> Entry | None:
    value = _text(row, table.value)
    if value is None:
        return None
    label = _text(row, table.label) if table.label is not None else None
    return Entry(value=value, label=label or value)


def _text(row: Any, place: str) -> str | None:
    """What is there as a text; a number may be a name too."""
    spelt = (str(value) for value in find(place, row) if isinstance(value, str | int) and not isinstance(value, bool))
    return next((text.strip() for text in spelt if _READABLE.fullmatch(text)), None)
