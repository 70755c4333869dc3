"""Time as an argument, so that a test can move it."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class ShiftedClock:
    """The machine's time plus an offset that only grows: the sandbox's and the tests' way to wait without waiting."""

    def __init__(self) -> None:
        self._offset = timedelta()

    def now(self) -> datetime:
        """The present moment, aware, in UTC, plus every shift so far."""
        return datetime.now(UTC) + self._offset

    def shift(self, by: timedelta) -> None:
        """Let `by` pass at once."""
        if by < timedelta():
            msg = "time does not run backwards"
            raise ValueError(msg)
        self._offset += by
