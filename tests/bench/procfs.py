"""What a process and its children cost, as Linux counts it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")
_UTIME = 11
"""Where utime, stime, cutime and cstime begin after the command's name in `/proc/PID/stat` (proc(5))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """CPU seconds: of the main process, and of the worker processes that live or have been."""

    main_s: float
    workers_s: float

    @property
    def total_s(self) -> float:
        """Of all together."""
        return self.main_s + self.workers_s

    def since(self, earlier: "Usage") -> "Usage":
        """What was used meanwhile."""
        return Usage(main_s=self.main_s - earlier.main_s, workers_s=self.workers_s - earlier.workers_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """In bytes. `main` and `total` are proportional set sizes: what is shared with other processes counts by its share.

    `anonymous` is what the processes have allocated themselves: it does not depend on who else runs.
    """

    main: int
    total: int
    anonymous: int


def cpu(pid: int) -> Usage:
    """What the process and its descendants have used so far; the dead count with whoever waited for them."""
    user_s, system_s, *of_the_dead = _times(pid)
    workers = sum(of_the_dead) + sum(sum(_times(child)) for child in descendants(pid))
    return Usage(main_s=user_s + system_s, workers_s=workers)


def memory(pid: int) -> Memory:
    """What the process and its descendants hold now."""
    main, *others = (_rollup(process) for process in (pid, *descendants(pid)))
    everybody = (main, *others)
    return Memory(
        main=main.get("Pss", 0),
        total=sum(each.get("Pss", 0) for each in everybody),
        anonymous=sum(each.get("Anonymous", 0) for each in everybody),
    )


def descendants(pid: int) -> Iterator[int]:
    """The living children, theirs included."""
    for thread in _read_dir(_PROC / str(pid) / "task"):
        for child in _read(thread / "children").split():
            yield int(child)
            yield from descendants(int(child))


def _times(pid: int) -> list[float]:
    fields = _read(_PROC / str(pid) / "stat").rpartition(")")[2].split()[_UTIME : _UTIME + 4]
    return [int(ticks) / _TICKS_PER_S for ticks in fields] or [0.0] * 4


def _rollup(pid: int) -> dict[str, int]:
    """The sums of `/proc/PID/smaps_rollup` in bytes; empty once the process has gone."""
    lines = _read(_PROC / str(pid) / "smaps_rollup").splitlines()[1:]
    return {name.rstrip(":"): int(kib) * 1024 for name, kib, *_ in map(str.split, lines)}


def _read(path: Path) -> str:
    """Empty once the process has gone."""
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _read_dir(path: Path) -> list[Path]:
    try:
        return list(path.iterdir())
    except FileNotFoundError:
        return []
