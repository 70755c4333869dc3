"""The local directory of the media store."""

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from obstore.store import LocalStore

from bot.domain.ids import MediaName

_ABANDONED_S = 86_400
"""No upload takes a day."""


def open_disk(folder: Path) -> LocalStore:
    """Make `folder`, readable by our user alone, and clear what uploads of a killed process left in it.

    Touches the disk: call it before the event loop is busy. Raises OSError.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear_abandoned(folder)
    return LocalStore(folder)


def settle(folder: Path, name: MediaName, *, fsync: Callable[[int], None] = os.fsync) -> None:
    """Make what is kept under `name` outlast a power cut: first its bytes, then its entry in `folder`.

    Waits for the disk: call it in a thread. Raises OSError.
    """
    with (folder / name).open("rb+") as file:
        fsync(file.fileno())
    if sys.platform != "win32":  # which does not open folders, and keeps their entries by itself
        _sync_entries(folder, fsync)


def _sync_entries(folder: Path, fsync: Callable[[int], None]) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fsync(descriptor)
    finally:
        os.close(descriptor)


def _clear_abandoned(folder: Path) -> None:
    """Delete unfinished files: the store writes `name#1` and renames it; it never lists such names."""
    for path in folder.glob("*#*"):
        with suppress(FileNotFoundError):  # another process that shares the folder was first
            if time.time() - path.stat().st_mtime > _ABANDONED_S:
                path.unlink()
