"""What one process does, where many share the work: listening to Discord, working on tasks, hearing the vendors."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

_SHARDS = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?/([0-9]{1,6})", re.ASCII)


class Role(StrEnum):
    """One of them, or all in one process."""

    ALL = "all"
    GATEWAY = "gateway"
    WORKER = "worker"
    WEB = "web"

    @property
    def connects(self) -> bool:
        """Whether it hears commands from Discord's gateway."""
        return self in {Role.ALL, Role.GATEWAY}

    @property
    def works(self) -> bool:
        """Whether it carries tasks and tells people of them."""
        return self in {Role.ALL, Role.WORKER}

    @property
    def listens(self) -> bool:
        """Whether it answers vendors over HTTP."""
        return self in {Role.ALL, Role.WEB}


@dataclass(frozen=True, slots=True)
class Shards:
    """Which of the `count` connections to the gateway are this process's: `first` to `last`, counted from 0."""

    first: int
    last: int
    count: int

    @property
    def ids(self) -> list[int]:
        """Their numbers."""
        return list(range(self.first, self.last + 1))

    @classmethod
    def parse(cls, text: str) -> Self:
        """From `0-3/8` or `5/8`. Raises ValueError with a sentence."""
        found = _SHARDS.fullmatch(text)
        if found is None:
            raise ValueError("is written like 0-3/8 (the first four of eight) or 5/8")
        first, count = int(found[1]), int(found[3])
        last = int(found[2] or first)
        if count == 0:
            raise ValueError("is of at least one shard")
        if last < first:
            raise ValueError(f"counts upwards: {last} comes before {first}")
        if last >= count:
            raise ValueError(f"counts from 0: the last of {count} is {count - 1}")
        return cls(first, last, count)
