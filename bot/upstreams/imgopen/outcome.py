"""What an answer of Img Open means."""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.ids import UpstreamId
from bot.domain.outcomes import Broke, Finished, Found, Outcome, Pending
from bot.domain.sentences import Reason, Sentence
from bot.upstreams.imgopen.offers import TITLE
from bot.upstreams.imgopen.settings import ImgOpenSettings, Meaning, StatusMap
from bot.upstreams.imgopen.wire import FAILURE, SUCCESS, Envelope, Report
from bot.upstreams.lenient import garbled, read, read_urls


def read_outcome(envelope: Envelope, *, status_map: StatusMap, settings: ImgOpenSettings, now: datetime) -> Outcome:
    """The code for failure is a failed task; a result is a result whatever the status says; then the map; else wait.

    No documented status is a dependable end, so the caller needs a deadline. Raises Garbled for a result that is no
    web address and for any other code: the vendor may be making the picture all the same.
    """
    if envelope.code == FAILURE:
        return _broke(envelope.code, detail=envelope.words)
    if envelope.code != SUCCESS:
        raise garbled(TITLE, envelope.words)
    report = read(Report, envelope.data, title=TITLE)
    upstream_id = UpstreamId(report.platform_id) if report.platform_id else None
    urls = _result(envelope.data, settings.result_fields)
    if urls:
        ttl_s = settings.result_ttl_s
        expires_at = None if ttl_s is None else now + timedelta(seconds=ttl_s)
        found = tuple(Found(url=url, expires_at=expires_at) for url in urls)
        return Finished(found=found, upstream_id=upstream_id)
    if report.status is not None and status_map.get(report.status) is Meaning.FAILED:
        return _broke(f"status {report.status}", detail=envelope.words)
    return Pending(upstream_id=upstream_id)


def _result(data: dict[str, Any], fields: tuple[str, ...]) -> tuple[str, ...]:
    results = (read_urls(data.get(field), title=TITLE) for field in fields)
    return next((urls for urls in results if urls), ())


def _broke(code: str, *, detail: str) -> Broke:
    return Broke(sentence=Sentence.of(Reason.UPSTREAM_FAILED, provider=TITLE, code=code), detail=detail)
