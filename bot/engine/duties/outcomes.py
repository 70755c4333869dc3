"""What a provider's answer does to a task: the same for a submit, a poll, a look-up and a callback."""

from datetime import datetime, timedelta
from itertools import chain, repeat
from typing import assert_never

from bot.domain.errors import BotError, Misconfigured
from bot.domain.ids import MediaName, new_media_name
from bot.domain.lifecycle import Event
from bot.domain.outcomes import Broke, Finished, Found, Outcome, Pending
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import KeyOwner, Result, Task
from bot.engine.asking import is_asked, renamed
from bot.engine.desk import Also, Desk, log
from bot.engine.orders import options_of
from bot.engine.pacing import first_poll


async def apply(desk: Desk, task: Task, outcome: Outcome) -> Task | None:
    """Move the task as the outcome says: confirmed, finished or broken."""
    match outcome:
        case Pending():
            return await _confirm(desk, task, outcome)
        case Finished():
            return await _finish(desk, task, outcome)
        case Broke():
            log.warning("provider gave up", task=task.id, provider=task.provider, detail=outcome.detail)
            return await desk.advance(task, Event.BREAK, failure=_as_known(desk, task, outcome.sentence))
        case _:
            assert_never(outcome)


def _as_known(desk: Desk, task: Task, sentence: Sentence) -> Sentence:
    return renamed(sentence) if is_asked(task, desk.offer_of(task)[0]) else sentence


async def time_out(desk: Desk, task: Task, reason: Reason = Reason.TIMED_OUT) -> Task | None:
    """End a task whose deadline has passed."""
    minutes = max(1, round((desk.clock.now() - task.created_at) / timedelta(minutes=1)))
    title = desk.catalogue.upstream(task.provider).title if task.provider else ""
    said = Sentence.of(reason, provider=title, minutes=minutes)
    return await desk.advance(task, Event.EXPIRE, failure=said)


def for_the_person(task: Task, error: BotError, *, title: str) -> Sentence:
    """People can do nothing about the operator's key, nor need they hear about it."""
    if isinstance(error, Misconfigured) and task.key_owner is KeyOwner.OPERATOR:
        return Sentence.of(Reason.OPERATOR_KEY_REJECTED, provider=title)
    return error.sentence


async def take_back(desk: Desk, task: Task, *, after: timedelta, also: Also | None = None) -> Task | None:
    """Nothing was made of the submission: accepted again, with one failure more and the deadline it had then.

    What is `also` written is written with it.
    """
    deadline = _submit_by(desk, task)
    again = {"attempts": task.attempts + 1, "deadline_at": deadline, "submitted_at": None}
    return await desk.advance(task, Event.UNSEND, after=after, also=also, **again)


def _submit_by(desk: Desk, task: Task) -> datetime:
    """Until when a submission is tried; that of a second round as long as the answer's token lives, at least."""
    begun_at = task.agreed_at or task.created_at
    first = begun_at + desk.submit_patience(desk.offer_of(task)[0])
    return first if task.round == 1 else max(first, task.reply.token_expires_at)


async def _confirm(desk: Desk, task: Task, pending: Pending) -> Task | None:
    offer, upstream = desk.offer_of(task)
    learnt_s = await desk.durations.learnt_s(offer)
    moved = await desk.advance(
        task,
        Event.CONFIRM,
        after=first_poll(desk.pace_of(offer), learnt_s, calls_back=desk.calls_back(task, offer)),
        upstream_id=pending.upstream_id,
        memo=dict(pending.memo),
        confirmed_at=desk.clock.now(),
        attempts=0,
    )
    if moved is not None:
        desk.show(
            moved,
            provider_title=upstream.title,
            position=pending.position,
            share=pending.progress,
            usual_s=learnt_s or offer.usual_s,
            stoppable=offer.cancellable,
        )
        desk.wake.ring()
    return moved


async def _finish(desk: Desk, task: Task, finished: Finished) -> Task | None:
    now = desk.clock.now()
    planned = chain((each.media for each in task.results), repeat(None))
    results = tuple([await _result(desk, found, name) for found, name in zip(finished.found, planned, strict=False)])
    return await desk.advance(
        task,
        Event.FINISH,
        results=results,
        price=_price(desk, task, len(results)),
        finished_at=now,
        deadline_at=now + timedelta(seconds=desk.settings.fetch_deadline_s),
        attempts=0,
        upstream_id=finished.upstream_id or task.upstream_id,
        also=lambda connection: desk.durations.learn(connection, task, now),
    )


def _price(desk: Desk, task: Task, made: int) -> int:
    """No more than was held, nor than its offer costs; pictures that were ordered and not made are not paid for.

    Of what is only asked first the price is open: it is part of another offer's.
    """
    offer, _ = desk.offer_of(task)
    if is_asked(task, offer):
        return task.price
    return min(task.price, offer.price * made if offer.per_picture else offer.cost(options_of(desk, task)))


async def _result(desk: Desk, found: Found, planned: MediaName | None) -> Result:
    """Under the name that is on the row since the intent; only a second picture that comes as bytes has none yet."""
    if found.text is not None:
        return Result(text=found.text)
    name = planned or new_media_name()
    if found.data is not None:
        await desk.media.put(found.data, name=name)
    return Result(url=found.url, expires_at=found.expires_at, media=name, seed=found.seed, flags=found.flags)
