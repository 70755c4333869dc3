"""One time for several processes."""

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.clock import ShiftedClock

_OFFSET = struct.Struct("d")


class SharedClock(ShiftedClock):
    """The machine's time plus an offset that stands in a file: whoever opens the same file has the same time."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        if not file.exists():
            file.write_bytes(_OFFSET.pack(0))
        with file.open("r+b") as opened:
            self._memory = mmap.mmap(opened.fileno(), _OFFSET.size)

    def now(self) -> datetime:
        """The present moment, aware, in UTC, plus every shift so far."""
        (offset_s,) = _OFFSET.unpack_from(self._memory)
        return datetime.now(UTC) + timedelta(seconds=offset_s)

    def shift(self, by: timedelta) -> None:
        """Let `by` pass at once, for everybody."""
        super().shift(by)
        _OFFSET.pack_into(self._memory, 0, self._offset.total_seconds())
