"""When to ask a provider next."""

import random
from datetime import timedelta

from bot.upstreams.base import Pace

_JITTER = 0.1


def first_poll(pace: Pace, usual_s: float) -> timedelta:
    """After a submission: near the usual duration, but never before the provider's own first interval."""
    return timedelta(seconds=min(max(pace.poll_initial_s, usual_s * 0.9), max(pace.poll_max_s, usual_s)))


def next_poll(pace: Pace, polls: int, *, usual_s: float, position: int | None, chance: random.Random) -> timedelta:
    """After `polls` unfinished answers: a bounded geometric back-off with jitter.

    A place far back in the provider's queue stretches the pause; the longest is the provider's `poll_max_s`.
    """
    pause = pace.poll_initial_s * pace.poll_factor ** min(polls, 64)
    if position is not None and position > 1:
        pause = max(pause, usual_s * (position - 1) / 2)
    return timedelta(seconds=min(pause, pace.poll_max_s) * chance.uniform(1 - _JITTER, 1 + _JITTER))
