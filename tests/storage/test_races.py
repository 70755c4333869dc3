import asyncio

import pytest

from bot.domain.lifecycle import Event
from bot.domain.tasks import Task
from storage import leases
from storage.tasks import AlreadyTaken
from tests.storage.books import Books
from tests.storage.requests import GUILD, HOUR, NOW, a_reply, a_request

TO_SAVED = (Event.INTEND, Event.CONFIRM, Event.FINISH, Event.SAVE)


async def winners(task: Task, attempts: list[tuple[Books, Event]]) -> list[Task]:
    moved = await asyncio.gather(*(books.advance(task, event) for books, event in attempts))
    return [each for each in moved if each is not None]


async def test_one_of_many_who_move_a_task_wins(books: Books, other_books: Books) -> None:
    task = await books.accept()
    won = await winners(task, [(each, Event.INTEND) for each in [books, other_books] * 8])
    assert won == [await books.get(task.id)]
    assert len(await books.events(task.id)) == 1


async def test_a_task_is_either_cancelled_or_submitted(books: Books, other_books: Books) -> None:
    for _ in range(5):
        task = await books.accept()
        won = await winners(task, [(books, Event.INTEND), (other_books, Event.CANCEL)])
        assert won == [await books.get(task.id)]


async def test_credits_are_captured_once_however_many_deliver(books: Books, other_books: Books) -> None:
    task = await books.along(await books.accept(price=3), *TO_SAVED)
    won = await winners(task, [(each, Event.DELIVER) for each in [books, other_books] * 8])
    assert len(won) == 1
    assert await books.entries(task.id) == [("hold", 3), ("capture", 0)]


async def test_a_replayed_interaction_is_taken_once_at_the_same_moment_too(books: Books, other_books: Books) -> None:
    reply = a_reply()

    async def taken(by: Books) -> bool:
        try:
            await by.accept(a_request(reply=reply), price=3)
        except AlreadyTaken:
            return False
        return True

    assert sum(await asyncio.gather(*(taken(each) for each in [books, other_books] * 5))) == 1
    assert (await books.spent()).person_day == 3


@pytest.mark.parametrize("claimants", [2, 5])
async def test_no_task_is_claimed_twice_at_the_same_moment(books: Books, other_books: Books, claimants: int) -> None:
    tasks = [await books.accept() for _ in range(30)]

    async def take(owner: str, by: Books) -> list[Task]:
        taken: list[Task] = []
        while claimed := await by.claim(owner, limit=3):
            taken += claimed
        return taken

    both = [books, other_books] * claimants
    taken = await asyncio.gather(*(take(f"owner {n}", by) for n, by in enumerate(both[:claimants])))
    claimed = sorted(task.id for tasks in taken for task in tasks)
    assert claimed == sorted(task.id for task in tasks)


async def test_two_places_that_become_free_at_the_same_moment_call_two(books: Books, other_books: Books) -> None:
    async def call(by: Books) -> None:
        async with by.database.transaction() as connection:
            await leases.call_next(connection, ["enhance"], guild_id=GUILD, now=NOW)

    for _ in range(5):
        await books.note(await books.accept(), due_at=NOW + HOUR)
    await asyncio.gather(*(call(each) for each in (books, other_books)))
    assert len(await books.claim()) == 2
