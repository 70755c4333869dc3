"""How much is measured: enough for a figure, or just enough to see that there is one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Numbers of visits, unless named otherwise.

    `acks` says for each number of commands in flight how many bursts each contender gets. The tasks of `throughput` are
    done in `blocks` blocks.
    """

    acks: dict[int, int]
    tasks: int
    blocks: int
    large: int
    waiting: int
    waiting_poll_s: float
    watch_s: float
    lags: int
    finished: int
    rounds: int
    shared_tasks: int


FULL = Scale(
    acks={1: 40, 50: 4, 500: 1},
    tasks=1000,
    blocks=4,
    large=50,
    waiting=10_000,
    waiting_poll_s=120,
    watch_s=120,
    lags=60,
    finished=1_000_000,
    rounds=400,
    shared_tasks=250,
)
QUICK = Scale(
    acks={1: 5, 50: 1, 500: 1},
    tasks=40,
    blocks=2,
    large=5,
    waiting=200,
    waiting_poll_s=4,
    watch_s=12,
    lags=8,
    finished=20_000,
    rounds=20,
    shared_tasks=40,
)
