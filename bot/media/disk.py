"""The local directory of the media store."""

import time
from contextlib import suppress
from pathlib import Path

from obstore.store import LocalStore

_ABANDONED_S = 86_400
"""No upload takes a day."""


def open_disk(folder: Path) -> LocalStore:
    """Make `folder`, readable by our user alone, and clear what uploads of a killed process left in it.

    Touches the disk: call it before the event loop is busy. Raises OSError.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear_abandoned(folder)
    return LocalStore(folder)


def _clear_abandoned(folder: Path) -> None:
    """Delete unfinished files: the store writes `name#1` and renames it; it never lists such names."""
    for path in folder.glob("*#*"):
        with suppress(FileNotFoundError):  # another process that shares the folder was first
            if time.time() - path.stat().st_mtime > _ABANDONED_S:
                path.unlink()
