"""All cells, several at a time."""

import asyncio
import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext
from pathlib import Path

from rich.console import Console

from tests.faults.cells import Cell
from tests.faults.databases import Kind, Place
from tests.faults.journey import Journey
from tests.faults.table import Results


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """Plays cells in folders of their own, and stops at the first broken one unless told to keep going."""

    context: ForkServerContext
    folder: Path
    places: Mapping[Kind, Place]
    keep_going: bool
    console: Console
    results: Results = field(default_factory=Results)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, cells: Iterable[Cell], *, jobs: int) -> None:
        """Until all are played, or one is broken; what is under way then ends."""
        left = iter(enumerate(cells))
        async with asyncio.TaskGroup() as group:
            for number in range(jobs):
                group.create_task(self._work(left), name=f"job {number}")

    async def _work(self, left: Iterable[tuple[int, Cell]]) -> None:
        for number, cell in left:
            if self._stop.is_set():
                return
            await self._play(cell, self.folder / str(number))

    async def _play(self, cell: Cell, folder: Path) -> None:
        await asyncio.to_thread(folder.mkdir)
        began = time.monotonic()
        place = self.places[cell.database]
        complaint = await Journey(cell=cell, context=self.context, folder=folder, place=place).play()
        self.results.seconds[cell] = time.monotonic() - began
        await asyncio.to_thread(shutil.rmtree, folder)
        if complaint is not None:
            self.results.broken[cell] = complaint
            self.console.print(complaint, markup=False, emoji=False, highlight=False, soft_wrap=True)
            if not self.keep_going:
                self._stop.set()
