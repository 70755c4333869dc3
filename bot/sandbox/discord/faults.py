"""Things that go wrong on request: each fault waits for its route and strikes a given number of times."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

FaultKind = Literal[
    "delay",
    "drop_before",
    "commit_then_drop",
    "commit_then_status",
    "status",
    "reset",
    "429",
    "cloudflare_429",
    "token_expired",
    "unknown_interaction",
    "too_large",
    "gallery_edit_refused",
    "cdn_slow",
    "cdn_cut",
    "cdn_404",
    "cdn_expired",
    "cdn_wrong_type",
    "no_hello",
    "no_ack",
    "resume_gap",
]

_CDN: frozenset[FaultKind] = frozenset({"cdn_slow", "cdn_cut", "cdn_404", "cdn_expired", "cdn_wrong_type"})
_OWN_PLACE: frozenset[FaultKind] = frozenset({"gallery_edit_refused", "no_hello", "no_ack", "resume_gap"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What goes wrong, where, and how often.

    `path_regex` is searched in the path below /api/v10 (for the CDN in the whole path; gateway faults ignore it).
    The first `after` matching requests are spared, the next `times` are struck. `seconds` is how long a delay lasts,
    or what a 429 asks the client to wait; `status` and `scope` serve the kinds of those names.
    """

    kind: FaultKind
    method: str | None = None
    path_regex: str = ""
    times: int = 1
    after: int = 0
    seconds: float = 0.1
    status: int = 500
    scope: Literal["user", "global", "shared"] = "user"

    @property
    def place(self) -> str:
        """Where this kind of fault strikes: "rest", "cdn", or a moment of its own, named like the kind."""
        if self.kind in _CDN:
            return "cdn"
        return self.kind if self.kind in _OWN_PLACE else "rest"

    def matches(self, method: str, path: str) -> bool:
        """Whether a request is one of those that the fault counts."""
        return self.method in {None, method} and re.search(self.path_regex, path) is not None


@dataclass(slots=True, eq=False)
class _Waiting:
    fault: Fault
    seen: int = 0

    @property
    def spent(self) -> bool:
        return self.seen >= self.fault.after + self.fault.times


class Faults:
    """The faults that still wait. One of them strikes a request: the first that is due, in the order of adding."""

    def __init__(self) -> None:
        self._waiting: list[_Waiting] = []

    def add(self, fault: Fault) -> None:
        """Let a fault wait for its requests."""
        self._waiting.append(_Waiting(fault))

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._waiting.clear()

    def take(self, places: Collection[str], method: str = "GET", path: str = "") -> Fault | None:
        """The fault that strikes a request which passes these places, if any."""
        for waiting in self._waiting:
            fault = waiting.fault
            if fault.place in places and fault.matches(method, path):
                waiting.seen += 1
                if waiting.seen > fault.after:
                    self._waiting = [other for other in self._waiting if not other.spent]
                    return fault
        return None
