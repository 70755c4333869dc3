"""What became of every cell, as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from rich.table import Table

from tests.faults.cells import Cell, Restart
from tests.faults.databases import Kind
from tests.faults.scenario import Moment

_COLUMNS = tuple(product(Kind, Restart))
_UNPLAYED, _HOLDS, _BROKEN = "·", "[green]✓[/]", "[red]✗[/]"


@dataclass(frozen=True, slots=True)
class Results:
    """`seconds` of every cell that was played, and the reasons of the `broken`."""

    seconds: dict[Cell, float] = field(default_factory=dict)
    broken: dict[Cell, str] = field(default_factory=dict)

    def table(self, wanted: Sequence[Cell]) -> Table:
        """Place by moment; in each field one mark per scenario."""
        table = Table("place", "moment", *(f"{kind}\n{restart}" for kind, restart in _COLUMNS), "s")
        for place, moment in dict.fromkeys((cell.place, cell.moment) for cell in wanted):
            here = [cell for cell in wanted if (cell.place, cell.moment) == (place, moment)]
            table.add_row(place if moment is Moment.BEFORE else "", moment, *self._row(here))
        return table

    def _row(self, here: Sequence[Cell]) -> Iterator[str]:
        for kind, restart in _COLUMNS:
            yield " ".join(self._mark(cell) for cell in here if (cell.database, cell.restart) == (kind, restart))
        yield f"{sum(self.seconds.get(cell, 0) for cell in here):.1f}"

    def _mark(self, cell: Cell) -> str:
        if cell in self.broken:
            return _BROKEN
        return _HOLDS if cell in self.seconds else _UNPLAYED
