"""A report as an HTTP request, with the fault that it meets."""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from yarl import URL

from bot.sandbox.upstreams.callbacks.reports import Report
from bot.sandbox.upstreams.edits import EDITS, Json
from bot.sandbox.upstreams.faults import Fault, Faults

Meant = Callable[[str, Any], bool]

_OVERSIZE_BYTES = 2 * 1024 * 1024
_IDS = {"taskId", "task_id", "businessTaskId", "taskid", "chtaskid"}
_FORGED_HEADERS: Mapping[Fault | None, str] = {Fault.FORGED_TOKEN: "token", Fault.FORGED_MD5: "md5"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What goes over the wire."""

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


def compose(report: Report, fault: Fault | None, faults: Faults) -> Message:
    """The request for this try. What is wrong with a body is sealed with it: only forgeries have a wrong seal."""
    envelope = _edit(report.envelope, fault, faults)
    body = json.dumps(envelope).encode()
    if fault is Fault.NOT_JSON:
        body = body[: len(body) // 2]
    headers = report.seal(envelope, body)
    if header := _FORGED_HEADERS.get(fault):
        headers = headers | {header: secrets.token_hex(16)}
    return Message(url=_forge(report.url) if fault is Fault.FORGED_URL else report.url, headers=headers, body=body)


def _edit(envelope: Json, fault: Fault | None, faults: Faults) -> Json:
    match fault:
        case None:
            return envelope
        case Fault.LYING_URL:
            return _replace(envelope, _is_url, faults.redirect_to)
        case Fault.UNKNOWN_TASK:
            return _replace(envelope, _is_id, f"unknown-{secrets.token_hex(8)}")
        case Fault.OVERSIZED:
            return envelope | {"padding": "x" * _OVERSIZE_BYTES}
        case _:
            return EDITS[fault](envelope) if fault in EDITS else envelope


def _is_url(_key: str, value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def _is_id(key: str, _value: Any) -> bool:
    return key in _IDS


def _replace(envelope: Json, is_meant: Meant, by: str) -> Json:
    return {key: _replace_in(key, value, is_meant, by) for key, value in envelope.items()}


def _replace_in(key: str, value: Any, is_meant: Meant, by: str) -> Any:
    if isinstance(value, dict):
        return _replace(value, is_meant, by)
    if isinstance(value, list):
        return [_replace_in(key, item, is_meant, by) for item in value]
    return by if is_meant(key, value) else value


def _forge(url: str) -> str:
    name = URL(url).name
    return str(URL(url).with_name(("B" if name.startswith("A") else "A") + name[1:]))
