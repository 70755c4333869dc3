"""finished: the result URLs are known and their time runs; make the bytes ours."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.errors import BotError, Garbled, Misconfigured, Refused, Rejected, StorageFailed, Unreachable
from bot.domain.ids import MediaName
from bot.domain.lifecycle import Event
from bot.domain.listings import Entry
from bot.domain.offers import Offer
from bot.domain.outcomes import Finished, Found
from bot.domain.policies import Showing
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Result, Task
from bot.engine.asking import only_answer, refuse_faces
from bot.engine.choosing import chosen, is_question
from bot.engine.desk import Also, Desk, log
from bot.engine.duties.outcomes import time_out
from bot.engine.flagged import judged, refusal
from bot.engine.milestones import Effect
from bot.engine.orders import order_to_ask
from bot.media.subjects import ResultOf
from storage import models
from storage.models import Model

_SLOT = "result"
_PASSING = (Unreachable, StorageFailed)
"""The picture is there, the way to it or the room for it is not: keep trying until the deadline."""

_WHY = ((Refused, Reason.RESULT_NOT_AN_IMAGE), (Garbled, Reason.UPSTREAM_GARBLED))


async def save(desk: Desk, task: Task) -> Task | None:
    """Download and inspect every result; with the commit that they are ours goes the intent to post them.

    What fails is tried again, with fresh URLs where the provider gives them.
    """
    offer, upstream = desk.offer_of(task)
    asks = is_question(desk, task)
    if asks and (decided := await _without_asking(desk, task, upstream.title)):
        return decided.moved
    results = await judged(desk, task)
    if refused := await refusal(desk, task, results, whole=asks):
        return await desk.advance(task, Event.BREAK, failure=refused)
    about = ResultOf(offer.provider)
    try:
        kept = [await _ours(desk, result, about) for result in results]
    except (BotError, KeyError) as error:
        return await _again(desk, task, error)
    now = desk.clock.now()
    patience_s = desk.settings.choose_within_s if is_question(desk, task) else desk.media_settings.results_kept_s
    kept_until = now + timedelta(seconds=patience_s)
    begins = None if task.reply.private else now  # a private answer cannot be read back: its intent is written last
    saved: dict[str, Any] = {"results": tuple(kept), "deadline_at": kept_until, "attempts": 0, "posting_at": begins}
    return await desk.advance(task, Event.SAVE, also=_noting_model(offer, task, now), **saved)


@dataclass(frozen=True, slots=True)
class _Decided:
    moved: Task | None


async def _without_asking(desk: Desk, task: Task, title: str) -> _Decided | None:
    """Where there is no choice: so many faces cannot be used, or there is only one. None: the person is to be asked."""
    faces = len(task.results)
    if refused := refuse_faces(task, faces, title=title):
        return _Decided(await desk.advance(task, Event.BREAK, failure=refused))
    if answer := only_answer(task, faces):
        return _Decided(await desk.advance(task, Event.CHOOSE, **chosen(desk, task, answer)))
    return None


def _noting_model(offer: Offer, task: Task, now: datetime) -> Also | None:
    """What a training has made is its server's from now on."""
    kind, value = offer.trains, task.results[0].text
    if kind is None or value is None:
        return None
    entry = Entry(value=value, label=str(task.options.get("name") or value))
    model = Model(provider=offer.provider, kind=kind, entry=entry)
    return lambda connection: models.add(connection, task, model, now)


async def _ours(desk: Desk, result: Result, about: ResultOf) -> Result:
    """Fetched and looked at. If that fails, an earlier try may have kept it, whose link is dead since."""
    if result.text is not None or result.showing is Showing.WITHHELD:
        return result
    if not result.url:
        return await _inspected(desk, result)
    try:
        return await _inspected(desk, await _stored(desk, result, about))
    except BotError:
        with suppress(BotError, KeyError):
            return await _inspected(desk, result)
        raise


async def _stored(desk: Desk, result: Result, about: ResultOf) -> Result:
    limit = desk.media_settings.max_result_bytes
    with desk.milestones.around(Effect.FETCH_RESULT):
        async with desk.fetcher.fetch(result.url or "", max_bytes=limit, about=about) as chunks:
            name, _ = await desk.media.put(chunks, name=result.media)
    return result.model_copy(update={"media": name})


async def _inspected(desk: Desk, result: Result) -> Result:
    async with desk.media.file(result.media or MediaName("")) as path:
        shape = await desk.inspector.inspect(path, slot=_SLOT)
    return result.model_copy(update={"shape": shape})


async def _again(desk: Desk, task: Task, error: Exception) -> Task | None:
    attempts = task.attempts + 1
    log.warning("result not fetched", task=task.id, provider=task.provider, attempts=attempts, detail=str(error))
    if attempts >= desk.settings.fetch_attempts:
        if desk.clock.now() >= task.deadline_at:
            return await time_out(desk, task, Reason.RESULT_GONE)
        if not isinstance(error, _PASSING):
            return await desk.advance(task, Event.BREAK, failure=_why(desk, task, error))
    if isinstance(error, _PASSING):
        desk.show_wait(task, error)
    await desk.give_back(
        task, desk.settings.backoff(attempts), attempts=attempts, results=await _fresh_results(desk, task)
    )
    return None


async def _fresh_results(desk: Desk, task: Task) -> tuple[Result, ...]:
    """What the provider says now, since a URL may have been signed for a short time only; else what we have."""
    offer, upstream = desk.offer_of(task)
    try:
        order = await order_to_ask(desk, task)
        with desk.milestones.around(Effect.POLL):
            outcome = await upstream.poll(offer, order)
    except (Unreachable, Garbled, Rejected, Misconfigured):
        return task.results
    urls = [found for found in outcome.found if found.url] if isinstance(outcome, Finished) else []
    if len(urls) != len(task.results):
        return task.results
    return tuple(_renewed(known, new) for known, new in zip(task.results, urls, strict=True))


def _renewed(known: Result, new: Found) -> Result:
    """With what the content check says now; the same address lives no longer for having been asked about again."""
    update: dict[str, Any] = {"flags": new.flags, "seed": new.seed}
    return (
        known.model_copy(update=update)
        if known.url == new.url
        else known.model_copy(update=update | {"url": new.url, "expires_at": new.expires_at})
    )


def _why(desk: Desk, task: Task, error: Exception) -> Sentence:
    reason = next((reason for kind, reason in _WHY if isinstance(error, kind)), Reason.RESULT_GONE)
    return Sentence.of(reason, provider=desk.catalogue.upstream(desk.offer_of(task)[0].provider).title)
