"""When to ask a provider next."""

import random
from datetime import timedelta

from bot.domain.pace import Pace

_JITTER = 0.1
_SHY = 0.7
"""How much of the usual duration passes before the first question: it was learnt when we noticed, so it is too long."""
_LATEST = 4
"""In longest pauses: one outlier must not make everybody wait."""


def first_poll(pace: Pace, learnt_s: float | None, *, calls_back: bool = False) -> timedelta:
    """After a submission: near the duration that we have learnt; before that, the provider's own first interval.

    Where the provider calls back, asking is only the safety net.
    """
    if calls_back:
        return timedelta(seconds=pace.poll_safety_s)
    late_s = min((learnt_s or 0) * _SHY, pace.poll_max_s * _LATEST)
    return timedelta(seconds=max(pace.poll_initial_s, late_s))


def next_poll(
    pace: Pace,
    polls: int,
    *,
    usual_s: float,
    position: int | None,
    chance: random.Random,
    calls_back: bool = False,
) -> timedelta:
    """After `polls` unfinished answers: a bounded geometric back-off with jitter.

    A place far back in the provider's queue stretches the pause; the longest is the provider's `poll_max_s`. Where the
    provider calls back it is always `poll_safety_s`.
    """
    pause = pace.poll_initial_s * pace.poll_factor ** min(polls, 64)
    if position is not None and position > 1:
        pause = max(pause, usual_s * (position - 1) / 2)
    pause = pace.poll_safety_s if calls_back else min(pause, pace.poll_max_s)
    return timedelta(seconds=pause * chance.uniform(1 - _JITTER, 1 + _JITTER))
