"""Faults that change a JSON envelope, whichever way it travels: as an answer or as a callback."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.upstreams.faults import Fault

Json = dict[str, Any]
Edit = Callable[[Json], Json]


def _wrong_types(envelope: Json) -> Json:
    return envelope | {"data": _twist(envelope.get("data"))}


def _missing_fields(envelope: Json) -> Json:
    return envelope | {"data": {}}


def _missing_data(envelope: Json) -> Json:
    return {key: envelope[key] for key in envelope if key != "data"}


def _twist(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _twist(item) for key, item in value.items()}
    if isinstance(value, str):
        return 42
    return True if isinstance(value, list) else {"value": value}


EDITS: Mapping[Fault, Edit] = {
    Fault.WRONG_TYPES: _wrong_types,
    Fault.MISSING_FIELDS: _missing_fields,
    Fault.MISSING_DATA: _missing_data,
}
