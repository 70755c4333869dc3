"""What the local Discord was asked, in order of its answers."""

import re
import time
from dataclasses import dataclass, field

from bot.sandbox.discord.rest.call import Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One exchange. `at` is real time in seconds; `status` is None where the connection was cut."""

    method: str
    path: str = field(repr=False)
    status: int | None
    at: float


@dataclass(slots=True)
class Book:
    """Every entry so far."""

    entries: list[Entry] = field(default_factory=list)

    def note(self, exchange: Exchange) -> None:
        """Write down an exchange, as an observer."""
        entry = Entry(method=exchange.method, path=exchange.path, status=exchange.status, at=time.monotonic())
        self.entries.append(entry)

    def of(self, method: str, path_regex: str) -> list[Entry]:
        """The entries whose path has a match."""
        return [entry for entry in self.entries if entry.method == method and re.search(path_regex, entry.path)]
