"""What the tests let worker processes do. Importable by name, as tasks must be."""

import os
import signal
from pathlib import Path
from typing import Never


def refuse(reason: str) -> Never:
    raise ValueError(reason)


def die() -> Never:
    os._exit(3)


def fault() -> None:
    signal.raise_signal(signal.SIGSEGV)


def interrupted() -> int:
    """What Ctrl-C and a polite end do to it."""
    signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGTERM)
    return os.getpid()


def hoard(size: int) -> int:
    return len(bytearray(size))


def hang(started: Path) -> str:
    """Tell its own process id through a named pipe, then wait for ever at it."""
    with started.open("w") as pipe:
        pipe.write(str(os.getpid()))
    return started.read_text()


def read_pipe(pipe: Path) -> str:
    return pipe.read_text()


def write_pipe(pipe: Path, text: str) -> int:
    return pipe.write_text(text)


def loaded_modules() -> dict[str, int]:
    """How many threads OpenCV would use, having been imported last."""
    import cv2  # noqa: PLC0415 (what is tested is the environment at this moment)

    return {"threads": cv2.getNumThreads(), "niceness": os.nice(0)}
