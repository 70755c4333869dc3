"""What a handful of measurements says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import linear_regression, median


@dataclass(frozen=True, slots=True)
class Sample:
    """Repeated measurements of one thing."""

    values: tuple[float, ...]

    @classmethod
    def of(cls, values: Iterable[float]) -> "Sample":
        """Raises ValueError for none."""
        kept = tuple(values)
        if not kept:
            raise ValueError("nothing was measured")
        return cls(kept)

    @property
    def median(self) -> float:
        """The one in the middle."""
        return median(self.values)

    @property
    def mean(self) -> float:
        """Their mean."""
        return sum(self.values) / len(self.values)

    @property
    def spread(self) -> float:
        """Largest minus smallest, as a share of the median."""
        return (max(self.values) - min(self.values)) / self.median if self.median else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least that share of all does not exceed. Raises ValueError for none."""
    if not values:
        raise ValueError("nothing was measured")
    ordered = sorted(values)
    at_least = share * len(ordered)
    return next(value for count, value in enumerate(ordered, 1) if count >= at_least)


def standard_error(values: Sequence[float]) -> float:
    """Of their mean; 0 for fewer than two."""
    count = len(values)
    if count < 2:
        return 0.0
    mean = sum(values) / count
    return float((sum((value - mean) ** 2 for value in values) / (count - 1) / count) ** 0.5)


def slope(values: Sequence[float]) -> tuple[float, float]:
    """How much they grow from one to the next, by least squares, and the standard error of that.

    Raises ValueError for fewer than three.
    """
    count = len(values)
    if count < 3:
        raise ValueError("a slope needs three values")
    steps = range(count)
    growth, start = linear_regression(steps, values)
    off = sum((value - start - growth * step) ** 2 for step, value in zip(steps, values, strict=True))
    width = sum((step - (count - 1) / 2) ** 2 for step in steps)
    return growth, float((off / (count - 2) / width) ** 0.5)
