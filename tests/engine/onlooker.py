"""Somebody who looks at pictures, and sees what they are told to see."""

from pathlib import Path

from bot.domain.toolbox.marking import MarkingOptions


class Counting:
    """Sees `faces` faces in every picture (None: it cannot look), and marks what `mask` says."""

    def __init__(self) -> None:
        self.faces: int | None = 1
        self.looks = 0
        self.mask: bytes | None = None
        self.marked: list[MarkingOptions] = []

    async def mark(self, path: Path, marking: MarkingOptions) -> bytes | None:
        assert path.name
        self.marked.append(marking)
        return self.mask

    async def count_faces(self, path: Path) -> int | None:
        assert path.name
        self.looks += 1
        return self.faces
