"""What an answer of AILabTools means."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.domain.errors import Garbled
from bot.domain.ids import UpstreamId
from bot.domain.outcomes import Broke, Finished, Found, Outcome, Pending
from bot.domain.sentences import Reason, Sentence
from bot.upstreams.ailab.client import Reply
from bot.upstreams.ailab.faults import end
from bot.upstreams.ailab.names import TITLE
from bot.upstreams.ailab.places import Place
from bot.upstreams.ailab.wire import Job
from bot.upstreams.lenient import garbled

log = structlog.get_logger(__name__)

URL_LIVES = timedelta(hours=24)
"""Documented, of either query."""
_WAITING = frozenset({"0", "1", "QUEUING", "PROCESSING"})
_DONE = frozenset({"2", "PROCESS_SUCCESS"})
_FAILED = frozenset({"3", "PROCESS_FAILED", "TIMEOUT_FAILED", "LIMIT_RETRY_FAILED"})
"""Numbers of the current query (that 3 is a failure is the SDK's word), texts of the retired one."""


def read_results(place: Place, reply: Reply, now: datetime) -> tuple[Found, ...]:
    """What was made, as far as it is there. Raises Garbled for what cannot be a result. Slow for base64."""
    return tuple(_expiring(found, now) for found in place.read(reply.data))


def read_status(reply: Reply, *, is_job: bool) -> str:
    """Of a task, or of a job of the retired query. Raises Garbled where there is none."""
    number = reply.envelope.status
    status = Job.of(reply.envelope.data).status if is_job else None if number is None else str(number)
    if not status:
        raise garbled(TITLE, f"no status: {reply.words}")
    return status


def read_outcome(reply: Reply, *, place: Place, is_job: bool, slots: Iterable[str], now: datetime) -> Outcome:
    """Where the task is. Raises Garbled where it does not say, and as `end` does."""
    if reply.fault is not None:
        return end(reply.fault, slots)
    status = read_status(reply, is_job=is_job)
    if status in _WAITING:
        return Pending()
    if status in _DONE:
        return _finished(reply, place, now)
    if status not in _FAILED:
        log.warning("a status that is in no document", provider=TITLE, status=status[:40])
    return _broke(Reason.UPSTREAM_FAILED, reply, code=f"status {status[:40]}")


def accepted(reply: Reply, *, job: str | None) -> Pending:
    """The task's id, or for the retired query that of the request and the job's type. Raises Garbled without one."""
    name = reply.envelope.task_id if job is None else reply.envelope.request_id
    if name is None:
        raise garbled(TITLE, f"a submission without an id: {reply.words}")
    return Pending(upstream_id=UpstreamId(name), memo={} if job is None else {"job": job})


def _finished(reply: Reply, place: Place, now: datetime) -> Outcome:
    """Done without a result that can be used is a failure too."""
    try:
        found = read_results(place, reply, now)
    except Garbled:
        found = ()
    return Finished(found=found) if found else _broke(Reason.UPSTREAM_GARBLED, reply)


def _broke(reason: Reason, reply: Reply, **values: str) -> Broke:
    return Broke(sentence=Sentence.of(reason, provider=TITLE, **values), detail=reply.words)


def _expiring(found: Found, now: datetime) -> Found:
    return found if found.url is None else replace(found, expires_at=now + URL_LIVES)
