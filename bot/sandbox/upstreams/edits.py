"""Faults that change a JSON envelope, whichever way it travels: as an answer or as a callback."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.upstreams.faults import Fault

Json = dict[str, Any]
Edit = Callable[[Json], Json]


_ENVELOPE = frozenset(
    {"code", "msg", "request_id", "log_id", "error_code", "error_code_str", "error_msg", "error_detail"}
)
"""What is said of the call itself; all else is `data`, or stands for it."""


def _wrong_types(envelope: Json) -> Json:
    data: Json = {"data": envelope.get("data"), **_outside(envelope)}
    return envelope | {key: _twist(data[key]) for key in data}


def _missing_fields(envelope: Json) -> Json:
    return _inside(envelope) | {"data": {}}


def _missing_data(envelope: Json) -> Json:
    return _inside(envelope)


def _inside(envelope: Json) -> Json:
    return {key: envelope[key] for key in envelope if key in _ENVELOPE}


def _outside(envelope: Json) -> Json:
    return {key: envelope[key] for key in envelope if key not in _ENVELOPE}


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
