"""Where a task goes, where it can be asked about, and how its result is found in an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.listings import Entry
from bot.domain.outcomes import Found
from bot.domain.sentences import Sentence

Data = Any
"""What an answer's `data` holds, as it came: an object on every documented page, but anything that JSON can say."""

Reading = Callable[[Data], tuple[Found, ...]]
"""Finds the results in `data`; none: not there yet. Raises Garbled for a result that cannot be one.

When an address expires is filled in by whoever calls it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One way to ask about a task: `path` begins with "/", `body` makes the request of our own id or the platform's."""

    path: str
    body: Callable[[str], dict[str, Any]]


def untold(_: Data) -> None:
    """An answer never tells it."""


def complete(_: Data) -> bool:
    """What is there is all that there will be."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One endpoint on its way out and back. `path` comes after the base URL and begins with "/".

    `questions` are asked in order until one knows the task; without any, the answer to the submission is the last word.
    A result counts before all else. `failure` is the short code by which an answer without one means a dependable end;
    None: keep waiting. `progress` is 0..1 where it is told. `nothing` is what to say where the answer shows that there
    is nothing to find (an empty list, not a missing one), which is believed only when it is repeated. So is a result
    that is `incomplete`.
    """

    path: str
    read: Reading
    questions: tuple[Question, ...] = ()
    failure: Callable[[Data], str | None] = untold
    progress: Callable[[Data], float | None] = untold
    nothing: Callable[[Data], Sentence | None] = untold
    incomplete: Callable[[Data], bool] = complete


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a list: its entries, how many rows it had with the broken ones, and how many there are in all."""

    entries: tuple[Entry, ...]
    rows: int
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRoute:
    """Where one of the provider's lists is: `body` makes the request for a page, from 1; `read` takes `data`."""

    path: str
    body: Callable[[int], dict[str, Any]]
    read: Callable[[Data], Page]
    most_pages: int = 1
