"""What a provider can say about a task: the same values for a submit, a poll and a callback."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.ids import UpstreamId
from bot.domain.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One result: a picture (a `url` to fetch, or the `data` itself) or a `text`.

    `expires_at` is None where the provider does not say how long the URL lives: then it is fetched first of all.
    `flags` are the labels by which its content check has marked the picture; none where nothing was found.
    """

    url: str | None = None
    data: bytes | None = field(default=None, repr=False)
    expires_at: datetime | None = None
    text: str | None = None
    seed: int | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """Not yet. `progress` is 0..1 where known; `position` counts from 1 in the provider's queue where known.

    `upstream_id` is what the provider calls the task; `memo` is what else it needs to be asked again (JSON values).
    """

    upstream_id: UpstreamId | None = None
    memo: dict[str, str | int] = field(default_factory=dict)
    progress: float | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """Done: one entry per output, at least one."""

    found: tuple[Found, ...]
    upstream_id: UpstreamId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Broke:
    """The provider gave up on the task. `detail` goes to the log."""

    sentence: Sentence
    detail: str = ""


Outcome = Pending | Finished | Broke
