"""What an answer of Img Open means."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.outcomes import Broke, Finished, Found, Outcome, Pending
from bot.domain.sentences import Reason, Sentence
from bot.upstreams.imgopen.names import TITLE
from bot.upstreams.imgopen.route import Route
from bot.upstreams.imgopen.settings import ImgOpenSettings
from bot.upstreams.imgopen.wire import FAILURE, SUCCESS, Envelope, Report
from bot.upstreams.lenient import garbled

_EMPTY = "empty"
"""How many answers in a row have said that there is nothing to find."""

_PARTS = "parts"
"""How many answers have held only some of the results."""

Memo = Mapping[str, str | int]


def read_outcome(
    envelope: Envelope, *, route: Route, settings: ImgOpenSettings, now: datetime, memo: Memo | None = None
) -> Outcome:
    """The code for failure is a failed task; a result is a result whatever the status says; then the status; else wait.

    No documented status is a dependable end, so the caller needs a deadline. `memo` is that of the answer before.
    Raises Garbled for a result that cannot be one and for any other code: the vendor may be at work all the same.
    """
    if envelope.code == FAILURE:
        return _broke(envelope.code, detail=envelope.words)
    if envelope.code != SUCCESS:
        raise garbled(TITLE, envelope.words)
    report = Report.of(envelope.data)
    memo = memo or {}
    found, parts = route.read(envelope.data), int(memo.get(_PARTS, 0)) + 1
    if found and route.incomplete(envelope.data) and parts < settings.empty_answers:
        return Pending(upstream_id=report.platform_id, memo={_PARTS: parts})
    if found:
        expiring = tuple(_expiring(each, settings.result_ttl_s, now) for each in found)
        return Finished(found=expiring, upstream_id=report.platform_id)
    if (code := route.failure(envelope.data)) is not None:
        return _broke(code, detail=envelope.words)
    empty, counted = _empty(envelope, route, memo)
    if empty is not None and counted[_EMPTY] >= settings.empty_answers:
        return Broke(sentence=empty, detail=envelope.words)
    return Pending(upstream_id=report.platform_id, memo=dict(counted), progress=route.progress(envelope.data))


def _expiring(found: Found, ttl_s: float | None, now: datetime) -> Found:
    """A text does not expire."""
    return found if ttl_s is None or found.url is None else replace(found, expires_at=now + timedelta(seconds=ttl_s))


def _empty(envelope: Envelope, route: Route, memo: Memo) -> tuple[Sentence | None, dict[str, int]]:
    """What to say if there is nothing to find, and how often in a row that was the answer."""
    before = int(memo.get(_EMPTY, 0))
    if (nothing := route.nothing(envelope.data)) is not None:
        return nothing, {_EMPTY: before + 1}
    return None, {_EMPTY: 0} if before else {}


def _broke(code: str, *, detail: str) -> Broke:
    return Broke(sentence=Sentence.of(Reason.UPSTREAM_FAILED, provider=TITLE, code=code), detail=detail)
