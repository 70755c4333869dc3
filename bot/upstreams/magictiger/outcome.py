"""What the answers of Magic Tiger mean."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

import structlog

from bot.domain.outcomes import Broke, Finished, Found, Outcome, Pending
from bot.domain.sentences import Reason
from bot.upstreams.lenient import garbled, read_urls
from bot.upstreams.magictiger.offers import TITLE
from bot.upstreams.magictiger.refusals import blame
from bot.upstreams.magictiger.settings import MagicTigerSettings, Meaning
from bot.upstreams.magictiger.wire import SUCCESS, TaskObject

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Product:
    urls: tuple[str, ...]
    is_whole: bool


def read_outcome(
    task: TaskObject, *, type_code: int, settings: MagicTigerSettings, now: datetime, quote: Callable[[str], str]
) -> Outcome:
    """Where the task is. `quote` makes the vendor's words safe for the log.

    Raises Garbled where a result is no web address, or where the configured map says "succeeded" and nothing is there.
    """
    product = _product(task, is_multi=type_code in settings.several_output_types)
    meaning = _mapped(task, settings) if settings.status_map else _shown(task, product)
    match meaning:
        case Meaning.PENDING:
            return Pending(position=position(task.queuenum))
        case Meaning.FAILED:
            return _broke(task, quote)
        case Meaning.SUCCEEDED:
            if not product.urls:
                raise garbled(TITLE, f"status {task.status} is mapped to success and there is no result")
            return _finished(product, settings, now)
        case _:
            assert_never(meaning)


def position(queuenum: int | None) -> int | None:
    """The place in the queue, from 1. What 0 means is not documented, so it says nothing."""
    return queuenum if queuenum and queuenum > 0 else None


def _mapped(task: TaskObject, settings: MagicTigerSettings) -> Meaning:
    meaning = settings.status_map.get(task.status) if task.status is not None else None
    if meaning is None:
        log.warning("status is not in the map", provider=TITLE, status=task.status)
    return meaning or Meaning.PENDING


def _shown(task: TaskObject, product: _Product) -> Meaning:
    """Without a map: an error is a failure, a whole result a success, all else not yet."""
    if task.errorcode != SUCCESS:
        return Meaning.FAILED
    return Meaning.SUCCEEDED if product.is_whole else Meaning.PENDING


def _product(task: TaskObject, *, is_multi: bool) -> _Product:
    """`outputurl`, and the part results where the type makes several or there is nothing else.

    How many there are is not taken from `facenum`. Without `outputurl` they are whole once every one of them is there.
    """
    main = read_urls(task.outputurl, title=TITLE)
    if main and not is_multi:
        return _Product(urls=main, is_whole=True)
    parts = read_urls([url for entry in task.facelist if (url := entry.get("outputurl"))], title=TITLE)
    is_whole = bool(main) or 0 < len(parts) == len(task.facelist)
    return _Product(urls=tuple(dict.fromkeys((*main, *parts))), is_whole=is_whole)


def _finished(product: _Product, settings: MagicTigerSettings, now: datetime) -> Finished:
    ttl_s = settings.result_ttl_s
    expires_at = None if ttl_s is None else now + timedelta(seconds=ttl_s)
    return Finished(found=tuple(Found(url=url, expires_at=expires_at) for url in product.urls))


def _broke(task: TaskObject, quote: Callable[[str], str]) -> Broke:
    errorcode = quote(task.errorcode)
    said = blame(errorcode if errorcode != SUCCESS else f"status {task.status}", Reason.UPSTREAM_FAILED)
    return Broke(sentence=said, detail=f"errorcode {errorcode}: {quote(task.errormsg)}")
