"""What a test can invent."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.imgopen.bench import Bench, Goods

Make = Callable[[Json, Bench], Awaitable[Goods]]


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedEndpoint:
    """One endpoint with names of the test's own. Paths are whole, from the vendor's base URL on.

    Places are dotted (see `places`): `required`, `optional`, `own_id`, `callback` and `query_id` in what is sent, and
    nothing else may be sent; `platform_id`, `result`, `progress` (in percent) and the first half of `failed` in whole
    answers. Without a `query_path` the answer to the submit holds the result. With `of`, the code of a documented
    endpoint, there is no submit: the query is about that endpoint's tasks. A failed task is told by the code "400" or,
    if given, by a value at a place: `failed=("data.state", "broken")`.

    `make` does the work; else pictures are enhanced (`count` times, each in another colour strength) and texts describe
    them. `polls_before_done` and its like are set in the configuration, by `path`.
    """

    path: str = ""
    of: str = ""
    query_path: str | None = None
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    own_id: str | None = "businessTaskId"
    query_id: str = "businessTaskId"
    callback: str | None = None
    platform_id: str | None = "data.taskId"
    result: str = "data.outputImageUrl"
    progress: str | None = None
    failed: tuple[str, Any] | None = None
    makes: Literal["picture", "text"] = "picture"
    count: int = 1
    make: Make | None = None

    @property
    def code(self) -> str:
        """Under which its tasks are kept."""
        return self.of or self.path

    @property
    def sendable(self) -> frozenset[str]:
        """All places of a submit."""
        return frozenset({*self.required, *self.optional, *filter(None, (self.own_id, self.callback))})


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedList:
    """A list to choose from. `rows` are read at each call, so they may change; `result` is their place."""

    path: str
    rows: Sequence[Json]
    result: str = "data.rows"
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = field(default=("pageSize", "pageNum"))

    @property
    def sendable(self) -> frozenset[str]:
        """All places of a request."""
        return frozenset({*self.required, *self.optional})
