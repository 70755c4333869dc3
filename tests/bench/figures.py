"""A figure: what was measured, on what floor, and whether it keeps its target."""

from dataclasses import dataclass
from typing import Literal

from tests.bench.samples import Sample

MIB = 2**20

Unit = Literal["ms", "1/s", "MiB", "polls"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the table.

    `floor` is the baseline of the same run. `target` says in words what is wanted, `met` whether it is so; None where
    nothing is wanted, or nothing could be measured. A `note` says what the numbers leave out.
    """

    what: str
    unit: Unit
    ours: Sample | None
    floor: Sample | None = None
    target: str = ""
    met: bool | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours to the floor's, by their medians."""
        if self.ours is None or self.floor is None or not self.floor.median:
            return None
        return self.ours.median / self.floor.median

    @property
    def noise(self) -> float | None:
        """The larger spread of the two."""
        spreads = [sample.spread for sample in (self.ours, self.floor) if sample and len(sample.values) > 1]
        return max(spreads, default=None)


def at_most(what: str, unit: Unit, factor: float, *, ours: Sample, floor: Sample, note: str = "") -> Figure:
    """A figure that should not exceed so many times its floor."""
    met = ours.median <= factor * floor.median
    return Figure(what=what, unit=unit, ours=ours, floor=floor, target=f"≤ {factor:g} x floor", met=met, note=note)


def at_least(what: str, unit: Unit, factor: float, *, ours: Sample, floor: Sample, note: str = "") -> Figure:
    """A figure that should reach so many times its floor."""
    met = ours.median >= factor * floor.median
    return Figure(what=what, unit=unit, ours=ours, floor=floor, target=f"≥ {factor:g} x floor", met=met, note=note)


def within(what: str, unit: Unit, more: float, *, ours: Sample, floor: Sample, note: str = "") -> Figure:
    """A figure that should exceed its floor by no more than so much."""
    met = ours.median <= floor.median + more
    target = f"≤ floor + {more:g} {unit}"
    return Figure(what=what, unit=unit, ours=ours, floor=floor, target=target, met=met, note=note)
