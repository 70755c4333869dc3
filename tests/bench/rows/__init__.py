"""What is measured, by the name under which it can be run alone."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.rows import ack, database, lag, large, throughput, waiting, workers
from tests.bench.scale import Scale

Measure = Callable[[Scale, Path], Awaitable[list[Figure]]]

ROWS: Mapping[str, Measure] = {
    "ack": ack.measure,
    "throughput": throughput.measure,
    "large": large.measure,
    "waiting": waiting.measure,
    "polling": lag.polling,
    "callback": lag.callback,
    "sqlite": database.sqlite,
    "postgresql": database.postgresql,
    "workers": workers.measure,
}
