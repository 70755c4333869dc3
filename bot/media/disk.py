"""Pictures in a local folder."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from obstore.store import LocalStore

from bot.domain.ids import MediaName
from bot.media.spool import Spool


class Disk:
    """A place for pictures (`bot.media.store.Place`). A path that it gives is that of the kept file itself."""

    def __init__(self, folder: Path, *, spool: Spool, fsync: Callable[[int], None] = os.fsync) -> None:
        """`spool` lies on the same file system: what is kept is renamed from there. Raises OSError."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.title = f"the folder {folder}"
        self.objects = LocalStore(folder)
        self.spool = spool
        self._folder = folder
        self._fsync = fsync

    async def keep(self, file: Path, name: MediaName) -> None:
        """Take `file` over under `name`, so that it outlasts a power cut.

        After a failure nothing new stands there; what another process has kept under that name stays.
        """
        place = self._folder / name
        stood = await asyncio.to_thread(place.exists)
        moving = asyncio.create_task(asyncio.to_thread(self._move, file, name), name=f"keep {name}")
        kept = False
        try:
            await asyncio.shield(moving)
            kept = True
        finally:
            await asyncio.wait({moving})  # a thread cannot be stopped, and what it does last must not be left over
            if not kept and not stood:
                await asyncio.to_thread(place.unlink, missing_ok=True)

    @asynccontextmanager
    async def file(self, name: MediaName) -> AsyncIterator[Path]:
        """The kept file. Raises FileNotFoundError."""
        path = self._folder / name
        await asyncio.to_thread(path.stat)
        yield path

    def _move(self, file: Path, name: MediaName) -> None:
        with file.open("rb+") as opened:
            self._fsync(opened.fileno())
        file.replace(self._folder / name)
        if sys.platform != "win32":  # which does not open folders, and keeps their entries by itself
            self._sync_entries()

    def _sync_entries(self) -> None:
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            self._fsync(descriptor)
        finally:
            os.close(descriptor)
