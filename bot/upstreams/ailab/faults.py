"""What an error that the vendor tells of means for a task."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from bot.domain.errors import KeyRejected, Rejected, Stumbled, Unreachable, UpstreamError
from bot.domain.outcomes import Broke
from bot.domain.sentences import Reason, Sentence
from bot.domain.toolbox.marking import MASK
from bot.upstreams.ailab.codes import VERDICTS, Verdict
from bot.upstreams.ailab.names import TITLE
from bot.upstreams.http import UNNAMED_RETRY_AFTER_S

_REASONS = {
    Verdict.KEY: Reason.KEY_REJECTED,
    Verdict.CREDITS: Reason.OUT_OF_CREDITS,
    Verdict.OPTIONS: Reason.OPTIONS_REFUSED,
    Verdict.PICTURE: Reason.PICTURE_REFUSED,
    Verdict.CONTENT: Reason.CONTENT_REFUSED,
    Verdict.RETIRED: Reason.TOOL_RETIRED,
}
_BY_STATUS: Mapping[int, Verdict] = {
    HTTPStatus.UNAUTHORIZED: Verdict.KEY,
    HTTPStatus.FORBIDDEN: Verdict.KEY,
    HTTPStatus.TOO_MANY_REQUESTS: Verdict.THROTTLED,
}
_PASSING = frozenset({Verdict.THROTTLED, Verdict.CREDITS})
_OF_A_PICTURE = {
    Verdict.COLOURLESS: Reason.WITHOUT_COLOUR,
    Verdict.NO_FACE: Reason.NO_FACE,
    Verdict.FACE: Reason.FACE_UNSUITED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An error by its code. `words` are safe for the log; `status` is HTTP's, which says less than the code.

    `blames_file_type`: it is about the picture, though the code may say that it is the provider's own.
    """

    code: str
    words: str
    status: int
    retry_after_s: float | None = None
    blames_file_type: bool = False

    @property
    def verdict(self) -> Verdict:
        """What it comes to. Of a code that no table knows, HTTP's status says what it can."""
        if self.blames_file_type:
            return Verdict.PICTURE
        return VERDICTS.get(self.code) or _BY_STATUS.get(self.status) or Verdict.REFUSED

    @property
    def as_unreachable(self) -> Unreachable:
        """Nothing was made, or nothing is known yet: again later."""
        wait_s = self.retry_after_s
        if wait_s is None and self.verdict is Verdict.THROTTLED:
            wait_s = UNNAMED_RETRY_AFTER_S
        kind = Stumbled if self.verdict is Verdict.TROUBLE else Unreachable
        return kind(Reason.PROVIDER_DOWN, retry_after_s=wait_s, detail=self.words, provider=TITLE)

    @property
    def is_passing(self) -> bool:
        """Whether it says nothing certain about a task that was asked about."""
        if self.blames_file_type:
            return False
        passing = _PASSING | {Verdict.TROUBLE} if self.status == HTTPStatus.OK else _PASSING
        is_busy = self.status == HTTPStatus.TOO_MANY_REQUESTS or self.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        return is_busy or self.verdict in passing


def refusal(fault: Fault, slots: Iterable[str]) -> UpstreamError:
    """Of a submission. A failed request is not billed (documented), so whatever it was, nothing was made."""
    match fault.verdict:
        case Verdict.THROTTLED | Verdict.TROUBLE:
            return fault.as_unreachable
        case Verdict.KEY | Verdict.CREDITS:
            return KeyRejected(_said(fault, slots, Reason.UPSTREAM_REFUSED), detail=fault.words)
        case _:
            return Rejected(_said(fault, slots, Reason.UPSTREAM_REFUSED), detail=fault.words)


def end(fault: Fault, slots: Iterable[str]) -> Broke:
    """Of a task that was asked about. Raises Unreachable where that is not certain, KeyRejected where nobody asked."""
    if fault.is_passing:
        raise fault.as_unreachable
    said = _said(fault, slots, Reason.UPSTREAM_FAILED)
    if fault.verdict is Verdict.KEY:
        raise KeyRejected(said, detail=fault.words)
    return Broke(sentence=said, detail=fault.words)


def _said(fault: Fault, slots: Iterable[str], otherwise: Reason) -> Sentence:
    """Which of several pictures is meant is not told, so all of them are named."""
    if (of_a_picture := _OF_A_PICTURE.get(fault.verdict)) is not None:
        return Sentence.of(of_a_picture, slot=" / ".join(slot for slot in slots if slot != MASK))
    return Sentence.of(_REASONS.get(fault.verdict, otherwise), provider=TITLE, code=fault.code)
