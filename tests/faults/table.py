"""What became of every cell, as a table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from rich.table import Table

from tests.faults.cells import Cell, Restart
from tests.faults.databases import Kind
from tests.faults.scenario import Moment

_COLUMNS = tuple(product(Kind, Restart))
_UNKNOWN, _HOLDS, _BROKEN = "·", "[green]✓[/]", "[red]✗[/]"


@dataclass(frozen=True, slots=True)
class Results:
    """`seconds` of every cell that was played, and `broken` with the reasons."""

    seconds: dict[Cell, float] = field(default_factory=dict)
    broken: dict[Cell, str] = field(default_factory=dict)

    def table(self, wanted: Iterable[Cell]) -> Table:
        """Place by moment; one mark for each database and restart."""
        table = Table("place", "moment", *(f"{kind}\n{restart}" for kind, restart in _COLUMNS), "s")
        rows = dict.fromkeys((cell.place, cell.moment) for cell in wanted)
        for place, moment in rows:
            table.add_row(place if moment is Moment.BEFORE else "", moment, *self._row(place, moment))
        return table

    def _row(self, place: str, moment: Moment) -> Iterator[str]:
        played = [cell for cell in self.seconds if (cell.place, cell.moment) == (place, moment)]
        for kind, restart in _COLUMNS:
            here = [cell for cell in played if (cell.database, cell.restart) == (kind, restart)]
            yield " ".join(_BROKEN if cell in self.broken else _HOLDS for cell in here) or _UNKNOWN
        yield f"{sum(self.seconds[cell] for cell in played):.1f}"
