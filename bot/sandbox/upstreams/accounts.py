"""What a vendor remembers for assertions: who called what, what was billed, who broke the protocol."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request as it arrived, whatever became of it. Headers are left out: they hold the keys."""

    endpoint: str
    body: Any
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidTask:
    """One created and therefore billed task. `own_id` is the customer's: businessTaskId or chtaskid."""

    own_id: str | None
    platform_id: str
    tool: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """Something that no correct client sends."""

    endpoint: str
    sentence: str
