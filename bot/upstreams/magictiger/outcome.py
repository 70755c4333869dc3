"""What the answers of Magic Tiger mean."""

from collections.abc import Callable
from typing import Any, assert_never

import structlog

from bot.domain.outcomes import Broke, Finished, Found, Outcome, Pending
from bot.domain.sentences import Reason, Sentence
from bot.upstreams.lenient import garbled, read_urls
from bot.upstreams.magictiger.offers import TITLE
from bot.upstreams.magictiger.settings import MagicTigerSettings, Meaning
from bot.upstreams.magictiger.wire import SUCCESS, TaskObject

log = structlog.get_logger(__name__)


def read_outcome(
    task: TaskObject, *, type_code: int, settings: MagicTigerSettings, quote: Callable[[str], str]
) -> Outcome:
    """Where the task is. `quote` makes the vendor's words safe for the log.

    Raises Garbled where a result is no web address, or where the configured map says "succeeded" and nothing is there.
    """
    urls = _pictures(task, is_multi=type_code in settings.multi_output_types)
    meaning = _mapped(task, settings) if settings.status_map else _shown(task, urls)
    match meaning:
        case Meaning.PENDING:
            return Pending(position=position(task.queuenum))
        case Meaning.FAILED:
            return _broke(task, quote)
        case Meaning.SUCCEEDED:
            if not urls:
                raise garbled(TITLE, f"status {task.status} is mapped to success and there is no result")
            return Finished(found=tuple(Found(url=url) for url in urls))
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


def _shown(task: TaskObject, urls: tuple[str, ...]) -> Meaning:
    """Without a map: an error is a failure, a result a success, all else not yet."""
    if task.errorcode != SUCCESS:
        return Meaning.FAILED
    return Meaning.SUCCEEDED if urls else Meaning.PENDING


def _pictures(task: TaskObject, *, is_multi: bool) -> tuple[str, ...]:
    """The output pictures: `outputurl`, and the part results where the type makes several or there is nothing else.

    Part results count once every one of them is there.
    """
    main = read_urls(task.outputurl, title=TITLE)
    if main and not is_multi:
        return main
    return tuple(dict.fromkeys((*main, *_parts(task.facelist))))


def _parts(entries: list[dict[str, Any]]) -> tuple[str, ...]:
    parts = read_urls([entry.get("outputurl") or "" for entry in entries if entry.get("outputurl")], title=TITLE)
    return parts if len(parts) == len(entries) else ()


def _broke(task: TaskObject, quote: Callable[[str], str]) -> Broke:
    code = task.errorcode if task.errorcode != SUCCESS else f"status {task.status}"
    said = Sentence.of(Reason.UPSTREAM_FAILED, provider=TITLE, code=code)
    return Broke(sentence=said, detail=f"errorcode {task.errorcode}: {quote(task.errormsg)}")
