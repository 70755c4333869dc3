"""What a vendor remembers for assertions: who called what, what was billed, who broke the protocol."""

from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackTry:
    """One try to call a customer back: what it was about, and `status`, None where no answer came.

    A probe has no ids. The URL may hold a capability and stays out of the repr.
    """

    own_id: str | None
    platform_id: str | None
    url: str = field(repr=False)
    attempt: int
    at: datetime
    status: int | None
    delivered: bool
