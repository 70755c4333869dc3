"""The commit that we are about to pay, if there is room at the provider; else the task queues."""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.ids import new_media_name
from bot.domain.lifecycle import Event, State
from bot.domain.tasks import Result, Task
from bot.engine.desk import Desk, report
from bot.engine.milestones import move
from bot.engine.routing import Choice
from storage.tasks import count_in_flight, lock_places, position

_LONGEST_QUEUE_S = 15.0
"""Who queues is called when a place becomes free; this is for the case that nobody calls."""


async def intend(desk: Desk, task: Task, choice: Choice) -> Task | None:
    """The task with the intent on its row; None if it queues, or somebody was first."""
    now = desk.clock.now()
    room = desk.pace_of(choice.first).max_in_flight
    with desk.milestones.around(move(State.ACCEPTED, Event.INTEND)):
        async with desk.database.transaction() as connection:
            await lock_places(connection, choice.offer.provider, choice.key_owner, task.guild_id)
            in_flight = await count_in_flight(
                connection, choice.offer.provider, choice.key_owner, task.guild_id, offers=desk.rivals_of(choice.first)
            )
            place = await position(connection, task) if in_flight >= room else 0
            intended = None
            if in_flight < room:
                chosen = _chosen(desk, task, choice, now)
                intended = await desk.tasks.advance(connection, task, Event.INTEND, now=now, **chosen)
    if in_flight < room:
        report(task, Event.INTEND, intended)
    else:
        await _queue(desk, task, choice, place)
    return intended


def _chosen(desk: Desk, task: Task, choice: Choice, now: datetime) -> dict[str, Any]:
    """What the row says of the choice: with the name of the result, so that nothing is kept that nobody knows of."""
    return {
        "provider": choice.first.provider,
        "offer": choice.first.key,
        "key_owner": choice.key_owner,
        "submitted_at": now,
        "deadline_at": now + timedelta(seconds=desk.pace_of(choice.first).poll_deadline_s),
        "inputs": task.inputs,
        "results": task.results or (Result(media=new_media_name()),),
    }


async def _queue(desk: Desk, task: Task, choice: Choice, place: int) -> None:
    desk.show(task, provider_title=choice.upstream.title, position=place)
    rounds = place / desk.pace_of(choice.first).max_in_flight
    usual_s = await desk.durations.learnt_s(choice.first) or choice.first.usual_s
    pause = timedelta(seconds=min(_LONGEST_QUEUE_S, max(1.0, rounds * usual_s / 4)))
    await desk.give_back(task, pause, inputs=task.inputs)
