"""A provider's call is looked into at once, or as soon as whoever holds the task gives it back; it is never lost."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.domain.ids import TaskId, UpstreamId, new_task_id
from bot.domain.lifecycle import FINAL, UPSTREAM, Event, State
from bot.domain.tasks import Task
from storage.tasks import Waiting
from tests.storage.books import Books
from tests.storage.requests import HOUR, MINUTE, NOW, SECOND

HINT = UpstreamId("vendor-1")
FREE: dict[str, Any] = {"lease_owner": None, "lease_until": None}

GiveBack = Callable[[Books, Task], Awaitable[object]]


async def ring(books: Books, task_id: TaskId, *, upstream_id: UpstreamId | None = None, after: int = 0) -> bool:
    async with books.database.transaction() as connection:
        return await books.tasks.ring(connection, task_id, now=NOW + after * SECOND, upstream_id=upstream_id)


async def waiting(books: Books, state: State = State.RUNNING) -> Task:
    """A task that nobody holds and that is not due yet."""
    task = await books.accept()
    await books.overwrite(task.id, state=state, due_at=NOW + HOUR)
    return await books.get(task.id)


async def held(books: Books, state: State = State.RUNNING) -> Task:
    """A task that is being worked on."""
    task = await books.accept()
    await books.overwrite(task.id, state=state)
    (claimed,) = await books.claim()
    return claimed


async def note_back(books: Books, task: Task) -> object:
    return await books.note(task, due_at=NOW + HOUR, **FREE)


async def advance_back(books: Books, task: Task) -> object:
    return await books.advance(task, Event.CONFIRM, due_at=NOW + HOUR, **FREE)


async def postpone_back(books: Books, task: Task) -> None:
    async with books.database.transaction() as connection:
        await books.tasks.postpone(connection, [Waiting(task=task, due_at=NOW + HOUR, memo={})])


GIVING_BACK = pytest.mark.parametrize("give_back", [note_back, advance_back, postpone_back])


@pytest.mark.parametrize("state", sorted(UPSTREAM))
async def test_a_task_that_the_provider_has_in_hand_is_due_at_once(books: Books, state: State) -> None:
    task = await waiting(books, state)
    assert await ring(books, task.id)
    rung = await books.get(task.id)
    assert (rung.due_at, rung.called_at, rung.version) == (NOW, NOW, task.version)


@pytest.mark.parametrize("state", sorted(set(State) - UPSTREAM))
async def test_a_task_that_the_provider_does_not_have_is_left_alone(books: Books, state: State) -> None:
    task = await waiting(books, state)
    assert not await ring(books, task.id, upstream_id=HINT)
    assert await books.get(task.id) == task


async def test_a_call_about_nothing_of_ours_rings_nowhere(books: Books) -> None:
    await books.accept()
    assert not await ring(books, new_task_id())


async def test_the_providers_id_is_kept_where_there_is_none(books: Books) -> None:
    task = await waiting(books, State.UNCERTAIN)
    await ring(books, task.id, upstream_id=HINT)
    await ring(books, task.id, upstream_id=UpstreamId("another"))
    await ring(books, task.id)
    assert (await books.get(task.id)).upstream_id == HINT


async def test_who_holds_the_task_goes_on(books: Books) -> None:
    task = await held(books)
    assert await ring(books, task.id)
    assert await books.claim("another") == []
    assert await books.note(task, attempts=1) is not None


@GIVING_BACK
async def test_a_call_that_came_while_the_task_was_held_makes_it_due_when_it_is_given_back(
    books: Books, give_back: GiveBack
) -> None:
    task = await held(books, State.SUBMITTING)
    await ring(books, task.id)
    await give_back(books, task)
    assert (await books.get(task.id)).due_at == NOW
    assert [claimed.id for claimed in await books.claim()] == [task.id]


@GIVING_BACK
async def test_a_call_is_looked_into_once(books: Books, give_back: GiveBack) -> None:
    task = await waiting(books, State.SUBMITTING)
    await ring(books, task.id)
    (claimed,) = await books.claim()
    assert claimed.called_at is None
    await give_back(books, claimed)
    assert (await books.get(task.id)).due_at == NOW + HOUR


@GIVING_BACK
async def test_a_call_at_the_moment_of_giving_back_is_not_lost(
    books: Books, other_books: Books, give_back: GiveBack
) -> None:
    for _ in range(5):
        task = await held(books, State.SUBMITTING)
        await asyncio.gather(give_back(books, task), ring(other_books, task.id))
        assert (await books.get(task.id)).due_at == NOW
        await books.claim()


async def test_a_call_about_a_task_whose_holder_died_makes_it_due(books: Books) -> None:
    task = await held(books)
    await books.overwrite(task.id, due_at=NOW + HOUR, lease_until=NOW + MINUTE)
    await ring(books, task.id, after=60)
    assert (await books.get(task.id)).due_at == NOW + MINUTE


async def test_a_note_that_gives_nothing_back_leaves_the_call_for_later(books: Books) -> None:
    task = await held(books)
    await ring(books, task.id, after=1)
    noted = await books.note(task, due_at=NOW + HOUR)
    assert noted is not None
    assert (noted.due_at, noted.called_at) == (NOW + HOUR, NOW + SECOND)


async def test_giving_back_without_a_time_keeps_the_time(books: Books) -> None:
    task = await held(books)
    noted = await books.note(task, **FREE)
    assert noted is not None
    assert noted.due_at == NOW


async def test_with_the_providers_work_its_calls_end(books: Books) -> None:
    task = await held(books)
    await ring(books, task.id)
    moved = await books.advance(task, Event.FINISH, due_at=NOW + HOUR, **FREE)
    assert moved is not None
    assert (moved.due_at, moved.called_at) == (NOW + HOUR, None)


async def test_a_task_that_has_ended_is_never_due_again(books: Books) -> None:
    task = await held(books)
    await ring(books, task.id)
    failed = await books.along(task, Event.BREAK)
    ended = await books.advance(failed, Event.REFUND, due_at=None, **FREE)
    assert ended is not None
    assert ended.state in FINAL
    assert (ended.due_at, ended.called_at) == (None, None)
