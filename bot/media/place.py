"""The port to where pictures lie: a folder or a bucket."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

from obstore.store import ObjectStore

from bot.domain.ids import MediaName
from bot.media.spool import Spool


class Place(Protocol):
    """Whatever it does may raise OSError and obstore's errors."""

    @property
    def title(self) -> str:
        """For the operator."""

    @property
    def objects(self) -> ObjectStore:
        """What is kept, to be read, listed and deleted."""

    @property
    def spool(self) -> Spool:
        """Where files become ready to be kept."""

    async def keep(self, file: Path, name: MediaName) -> None:
        """Take a finished file out of the spool: durably, wholly or not at all, in place of what was there."""

    def file(self, name: MediaName) -> AbstractAsyncContextManager[Path]:
        """What is kept, as a local file not to be changed, while the block lasts. Raises FileNotFoundError."""
