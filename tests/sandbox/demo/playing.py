"""`darkroom demo` as a person runs it, and what it leaves behind."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

HERE = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What a demo left behind."""

    status: int
    said: str
    out: Path
    scratch: Path

    @property
    def commands(self) -> list[dict[str, Any]]:
        """The report's entries."""
        entries: list[dict[str, Any]] = json.loads((self.out / "report.json").read_text())["commands"]
        return entries


def start(folder: Path) -> subprocess.Popen[str]:
    """`darkroom demo --headless --out out`, in a process group of its own, with its temporary files in `scratch`."""
    (folder / "scratch").mkdir()
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--headless", "--out", "out"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(HERE), "TMPDIR": str(folder / "scratch"), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def pixels(path: Path, size: tuple[int, int] | None = None) -> np.ndarray[Any, np.dtype[np.float64]]:
    """A picture that can be decoded whole, as numbers."""
    with Image.open(path) as image:
        assert image.format == "PNG"
        picture = image.convert("RGB")
    return np.asarray(picture.resize(size) if size else picture, dtype=np.float64)
