"""How one provider does one tool, and what it accepts."""

import math
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import SecretStr

from bot.domain.ids import ProviderId, TaskId, UpstreamId, own_id
from bot.domain.listings import ListKind
from bot.domain.pace import Pace
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
    RETIRED = "retired"


class Travel(StrEnum):
    """How the input pictures reach the provider."""

    URL = "url"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What we know of a picture's bytes after looking: width and height as shown, EXIF orientation applied.

    `is_grey`: it shows no colours.
    """

    format: str
    size_bytes: int
    width: int
    height: int
    is_grey: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """The first limit that a picture breaks. `miss` is by what factor, more than 1; infinite for a format."""

    sentence: Sentence
    miss: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an offer accepts; both ends included. Sides in pixels. `formats` empty: any that we can decode.

    `max_height` where a picture may be less high than wide; `max_ratio`: of the longer side to the shorter one.
    """

    formats: frozenset[str] = frozenset()
    max_bytes: int
    min_side: int = 1
    max_side: int
    max_height: int | None = None
    max_pixels: int | None = None
    max_ratio: float | None = None

    def objection(self, slot: str, shape: Shape) -> Objection | None:
        """The first limit that `shape` breaks, as a sentence with both figures; None if it fits."""
        return next(filter(None, self._objections(slot, shape)), None)

    def _objections(self, slot: str, shape: Shape) -> Iterator[Objection | None]:
        width, height, pixels = shape.width, shape.height, shape.width * shape.height
        sides: dict[str, Value] = {"slot": slot, "width": width, "height": height}
        if self.formats and shape.format not in self.formats:
            accepted = ", ".join(sorted(self.formats))
            said = Sentence.of(Reason.WRONG_FORMAT, slot=slot, format=shape.format, accepted=accepted)
            yield Objection(sentence=said, miss=math.inf)
        said = Sentence.of(Reason.FILE_TOO_LARGE, slot=slot, size_bytes=shape.size_bytes, max_bytes=self.max_bytes)
        yield _over(shape.size_bytes, self.max_bytes, said)
        said = Sentence.of(Reason.SIDE_TOO_SMALL, **sides, min_side=self.min_side)
        yield _over(self.min_side, min(width, height), said)
        said = Sentence.of(Reason.SIDE_TOO_LARGE, **sides, max_side=self.max_side)
        yield _over(max(width, height), self.max_side, said)
        if self.max_height is not None:
            yield _over(height, self.max_height, Sentence.of(Reason.TOO_HIGH, **sides, max_height=self.max_height))
        if self.max_pixels is not None:
            yield _over(
                pixels, self.max_pixels, Sentence.of(Reason.TOO_MANY_PIXELS, **sides, max_pixels=self.max_pixels)
            )
        if self.max_ratio is not None:
            said = Sentence.of(Reason.TOO_LONG_AND_THIN, **sides, max_ratio=self.max_ratio)
            yield _over(max(width, height) / min(width, height), self.max_ratio, said)


def _over(value: float, most: float, said: Sentence) -> Objection | None:
    return Objection(sentence=said, miss=value / most) if value > most else None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputPicture:
    """An input as it goes to a provider: its public URL and its bytes, whichever the offer's travel asks for.

    `shape` is known of what is submitted.
    """

    url: str
    filename: str
    data: bytes = field(default=b"", repr=False)
    shape: Shape | None = None


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
    round: int = 1
    upstream_id: UpstreamId | None = None
    memo: Mapping[str, str | int] = field(default_factory=dict)
    callback_url: str | None = field(default=None, repr=False)
    fence: Fence | None = field(default=None, repr=False)

    @property
    def own_id(self) -> str:
        """What we call this submission: the task's id, and from the second round on its number too."""
        return own_id(self.task_id, self.round)

    def series(self, slot: str) -> list[InputPicture]:
        """The pictures of a slot of several, in order."""
        of_slot = [name for name in self.pictures if name.startswith(f"{slot}-")]
        return [self.pictures[name] for name in sorted(of_slot, key=lambda name: int(name.rpartition("-")[2]))]


def _nothing_refused(_: Options) -> Sentence | None:
    return None


def _nothing_missed(_: Options, __: Collection[str]) -> Sentence | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """How one provider does one tool.

    `price` is in credits, for the whole task or, if `per_picture`, for each picture that is ordered. `endpoint` is the
    vendor's own name or path. `payload` makes the request body. `refuses` says why it cannot serve these options,
    `misses` why not with just these pictures (by slot). `limits_of`: the limits of slots that have others.
    `repeatable`: nothing is paid, so an interrupted submission is simply done again. `choices` are the values it takes
    for an option that is free text (by option name; for autocompletion). `cancellable`: the provider can be told to
    stop. `calls_back`: with the present settings it reports by itself when a task ends. `at_once`: the answer to the
    submission is the result. `usual_s` is our first guess, replaced by what we learn. `off`: why it cannot be used with
    the present settings, for the operator. `pace`: where it takes another patience than its provider's. `asks`: the
    offer, of another tool, that is submitted first, and of whose results the person chooses; it is part of the `price`.
    `trains`: what kind of model comes out. `ignores`: the tool's slots whose pictures it has no use for.
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
    misses: Callable[[Options, Collection[str]], Sentence | None] = _nothing_missed
    limits_of: Mapping[str, Limits] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    per_picture: bool = False
    repeatable: bool = False
    cancellable: bool = False
    calls_back: bool = False
    at_once: bool = False
    off: Sentence | None = None
    pace: Pace | None = None
    asks: str | None = None
    trains: ListKind | None = None
    ignores: frozenset[str] = frozenset()

    def objection(self, shapes: Mapping[str, Shape]) -> Objection | None:
        """The first limit that one of these pictures (by slot) breaks; None if all fit."""
        found = (self.limits_of.get(slot, self.limits).objection(slot, shape) for slot, shape in shapes.items())
        return next(filter(None, found), None)

    def cost(self, options: Options) -> int:
        """What a task with these options costs, in credits."""
        count = getattr(options, "count", 1) if self.per_picture else 1
        return self.price * count
