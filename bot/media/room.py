"""How much of the store's cap is taken, as far as this process saw it."""

from collections.abc import AsyncIterable, AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.domain.errors import StorageFailed
from bot.domain.sentences import Reason


class Room:
    """`kept_bytes` is None until somebody has counted."""

    def __init__(self, max_bytes: int) -> None:
        self.kept_bytes: int | None = None
        self._max_bytes = max_bytes
        self._arriving = 0

    @contextmanager
    def arrival(self) -> Iterator["Arrival"]:
        """Room for what is on its way; given back when the block ends: what is kept by then is to be added."""
        arrival = Arrival(room=self)
        try:
            yield arrival
        finally:
            self._arriving -= arrival.size_bytes

    def is_full_with(self, size_bytes: int) -> bool:
        """Whether no more fits, as far as we know: others may have deleted what we have counted."""
        return (self.kept_bytes or 0) + self._arriving + size_bytes > self._max_bytes

    def reserve(self, size_bytes: int) -> None:
        """Raises StorageFailed(STORAGE_FULL)."""
        self._arriving += size_bytes
        if self.is_full_with(0):
            raise StorageFailed(Reason.STORAGE_FULL, detail=f"the cap of {self._max_bytes} bytes is reached")

    def add(self, size_bytes: int) -> None:
        """Note what is kept now, or with a minus what is not any more."""
        if self.kept_bytes is not None:
            self.kept_bytes = max(0, self.kept_bytes + size_bytes)


@dataclass(slots=True, kw_only=True)
class Arrival:
    """One stream under the cap."""

    room: Room
    size_bytes: int = field(default=0, init=False)

    async def counted(self, chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
        """The same chunks, as long as there is room. Raises StorageFailed(STORAGE_FULL)."""
        async for chunk in chunks:
            self.size_bytes += len(chunk)
            self.room.reserve(len(chunk))
            yield chunk
