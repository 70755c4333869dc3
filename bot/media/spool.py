"""Files that live no longer than the work on them."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot.domain.ids import new_media_name

_ABANDONED_S = 3600
"""No picture is worked on for an hour: what is older was left by a process that was killed."""


class Spool:
    """A folder for such files, on a disk: where the system's own is in memory, pictures there would fill it.

    Processes may share it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @asynccontextmanager
    async def take(self) -> AsyncIterator[Path]:
        """A path that nobody else uses; the file that is made there is removed when the block ends. Raises OSError."""
        path = self._folder / new_media_name()
        await asyncio.to_thread(self.open)
        try:
            yield path
        finally:
            await asyncio.to_thread(_remove, path)

    def open(self) -> None:
        """Make the folder, readable by our user alone. Touches the disk. Raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def clear(self) -> None:
        """Remove what killed processes left, a while ago. Touches the disk. Raises OSError."""
        self.open()
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):  # its owner, or another process that clears, was first
                if time.time() - path.stat().st_mtime > _ABANDONED_S:
                    _remove(path)


def _remove(path: Path) -> None:
    """What cannot be removed now is cleared at another start: no reason to fail work that is done."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
