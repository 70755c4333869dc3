"""How one provider does one tool, and what it accepts."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import SecretStr

from bot.domain.ids import ProviderId, TaskId, UpstreamId
from bot.domain.sentences import Reason, Sentence, Value
from bot.domain.tools import Options

Credentials = Mapping[str, SecretStr]
"""A provider's key: one secret per credential field."""

Fence = Callable[[], Awaitable[bool]]
"""Whether the task is still ours: asked at the last moment before something leaves that cannot be taken back."""


class Coverage(StrEnum):
    """How well an offer is known."""

    DOCUMENTED = "documented"
    PARTIAL = "partial"
    OPERATOR_SUPPLIED = "operator-supplied"


class Travel(StrEnum):
    """How the input pictures reach the provider."""

    URL = "url"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What we know of a picture's bytes after looking: width and height as shown, EXIF orientation applied."""

    format: str
    size_bytes: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an offer accepts; both ends included. Sides in pixels. `formats` empty: any that we can decode."""

    formats: frozenset[str] = frozenset()
    max_bytes: int
    min_side: int = 1
    max_side: int
    max_pixels: int | None = None

    def refusal(self, slot: str, shape: Shape) -> Sentence | None:
        """The first limit that `shape` breaks, as a sentence with both figures; None if it fits."""
        width, height = shape.width, shape.height
        sides: dict[str, Value] = {"slot": slot, "width": width, "height": height}
        if self.formats and shape.format not in self.formats:
            accepted = ", ".join(sorted(self.formats))
            return Sentence.of(Reason.WRONG_FORMAT, slot=slot, format=shape.format, accepted=accepted)
        if shape.size_bytes > self.max_bytes:
            return Sentence.of(Reason.FILE_TOO_LARGE, slot=slot, size_bytes=shape.size_bytes, max_bytes=self.max_bytes)
        if min(width, height) < self.min_side:
            return Sentence.of(Reason.SIDE_TOO_SMALL, **sides, min_side=self.min_side)
        if max(width, height) > self.max_side:
            return Sentence.of(Reason.SIDE_TOO_LARGE, **sides, max_side=self.max_side)
        if self.max_pixels is not None and width * height > self.max_pixels:
            return Sentence.of(Reason.TOO_MANY_PIXELS, **sides, max_pixels=self.max_pixels)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputPicture:
    """An input as it goes to a provider: its public URL and its bytes, whichever the offer's travel asks for."""

    url: str
    filename: str
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """All that a provider needs to know of one task.

    `upstream_id` is set once it has confirmed the task or a callback has named it, `memo` once it has confirmed.
    `callback_url` is where it may report this task; whoever knows that address may ring. `fence` guards a paid request.
    """

    task_id: TaskId
    options: Options
    pictures: Mapping[str, InputPicture]
    credentials: Credentials | None = field(default=None, repr=False)
    upstream_id: UpstreamId | None = None
    memo: Mapping[str, str | int] = field(default_factory=dict)
    callback_url: str | None = field(default=None, repr=False)
    fence: Fence | None = field(default=None, repr=False)


def _nothing_refused(_: Options) -> Sentence | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """How one provider does one tool.

    `price` is in credits. `endpoint` is the vendor's own name or path. `payload` makes the request body. `refuses` says
    why it cannot serve these options. `repeatable`: nothing is paid, so an interrupted submission is simply done again.
    `choices` are the values it takes for an option that is free text (by option name; for autocompletion).
    `cancellable`: the provider can be told to stop. `calls_back`: with the present settings it reports by itself when a
    task ends. `usual_s` is our first guess, replaced by what we learn.
    """

    key: str
    tool: str
    provider: ProviderId
    endpoint: str
    price: int
    limits: Limits
    travel: Travel
    coverage: Coverage
    usual_s: float
    payload: Callable[[Order], dict[str, Any]]
    refuses: Callable[[Options], Sentence | None] = _nothing_refused
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    repeatable: bool = False
    cancellable: bool = False
    calls_back: bool = False
