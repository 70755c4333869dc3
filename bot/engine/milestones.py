"""The places where a power cut makes a difference, by name: before and after each commit and each effect.

The crash journeys are made from `PLACES`: a new step of the lifecycle, or a new member here, asks for one of its own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum

from bot.domain.lifecycle import STEPS, Event, State


class Commit(StrEnum):
    """Commits that are no step of the lifecycle."""

    ACCEPT = "accept"
    INTEND_TO_POST = "intend to post"
    RING = "ring"


class Effect(StrEnum):
    """What others see of us, and what we keep outside of the database."""

    FETCH_INPUT = "fetch input"
    SUBMIT = "submit"
    LOOK_UP = "look up"
    POLL = "poll"
    STOP = "stop upstream"
    FETCH_RESULT = "fetch result"
    POST = "post"
    ASK = "ask"
    EXPLAIN = "explain"
    REMOVE = "remove pictures"


def move(source: State, event: Event) -> str:
    """The name of the commit of a step."""
    return f"{source} {event}"


PLACES: tuple[str, ...] = (*Commit, *(move(step.source, step.event) for step in STEPS), *Effect)


class Milestones:
    """Tells `reach` where the engine is; it does nothing but where a crash is played."""

    def __init__(self, reach: Callable[[str], None] = lambda _: None) -> None:
        self._reach = reach

    @contextmanager
    def around(self, place: str) -> Iterator[None]:
        """Reach "before …" and, unless the block raises, "after …"."""
        self._reach(f"before {place}")
        yield
        self._reach(f"after {place}")
