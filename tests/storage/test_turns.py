"""In which order due tasks are claimed."""

from datetime import datetime

import pytest

from bot.domain.ids import GuildId, MediaName, TaskId, UserId
from bot.domain.lifecycle import OPEN, URGENCY, State
from bot.domain.offers import Shape
from bot.domain.tasks import Result
from tests.storage.books import Books
from tests.storage.requests import DAY, HOUR, MINUTE, NOW, SECOND, a_request

BUSY, QUIET = GuildId(1), GuildId(2)
ANN, BEN = UserId(1), UserId(2)
SHAPE = Shape(format="PNG", size_bytes=10, width=3, height=4)


async def in_turn(books: Books) -> list[TaskId]:
    """Claimed one after the other, each held on to."""
    order = []
    while claimed := await books.claim(limit=1):
        order.append(claimed[0].id)
    return order


async def asked(books: Books, guild: GuildId, user: UserId, *seconds: int) -> list[TaskId]:
    """One task for each of the seconds at which that person asked."""
    made = [await books.accept(a_request(guild=guild, user=user), now=NOW - HOUR + n * SECOND) for n in seconds]
    return [task.id for task in made]


async def test_the_most_urgent_state_goes_first(books: Books) -> None:
    ids = {}
    for state in sorted(OPEN):
        ids[state] = (await books.accept()).id
        await books.overwrite(ids[state], state=state)
    assert await in_turn(books) == [ids[state] for state in URGENCY]


async def test_a_batch_is_ordered_by_urgency_too(books: Books) -> None:
    for state in sorted(OPEN):
        await books.overwrite((await books.accept()).id, state=state)
    assert tuple(task.state for task in await books.claim()) == URGENCY


async def test_of_results_the_first_to_expire_goes_first_and_an_unknown_lifetime_before_all(books: Books) -> None:
    expiries: list[datetime | None] = [NOW + DAY, NOW + MINUTE, None, NOW + HOUR]
    ids = {}
    for expiry in expiries:
        task = await books.accept()
        ids[expiry] = task.id
        await books.note(task, results=(Result(url="https://x.test/r", expires_at=expiry),))
        await books.overwrite(task.id, state=State.FINISHED)
    assert await in_turn(books) == [ids[expiry] for expiry in (None, NOW + MINUTE, NOW + HOUR, NOW + DAY)]


async def test_a_result_that_we_have_expires_no_more(books: Books) -> None:
    saved, unsaved = await books.accept(now=NOW - HOUR), await books.accept()
    await books.note(saved, results=(Result(url="a", expires_at=NOW - MINUTE, media=MediaName("m"), shape=SHAPE),))
    await books.note(unsaved, results=(Result(url="b", expires_at=NOW + MINUTE),))
    assert await in_turn(books) == [saved.id, unsaved.id]


async def test_who_asked_first_is_served_first(books: Books) -> None:
    second, first = await asked(books, BUSY, ANN, 2, 1)
    assert await in_turn(books) == [first, second]


async def test_guilds_take_turns(books: Books) -> None:
    busy = await asked(books, BUSY, ANN, 1, 2, 3)
    quiet = await asked(books, QUIET, BEN, 8, 9)
    assert await in_turn(books) == [busy[0], quiet[0], busy[1], quiet[1], busy[2]]


async def test_people_of_a_guild_take_turns(books: Books) -> None:
    ann = await asked(books, BUSY, ANN, 1, 2, 3)
    ben = await asked(books, BUSY, BEN, 8, 9)
    assert await in_turn(books) == [ann[0], ben[0], ann[1], ben[1], ann[2]]


async def test_a_guild_of_many_people_does_not_come_before_a_guild_of_one(books: Books) -> None:
    crowd = [(await asked(books, BUSY, UserId(10 + n), n))[0] for n in range(4)]
    (alone,) = await asked(books, QUIET, ANN, 9)
    assert await in_turn(books) == [crowd[0], alone, *crowd[1:]]


@pytest.mark.parametrize("limit", [1, 2, 5])
async def test_the_turns_are_the_same_however_many_are_claimed_at_once(books: Books, limit: int) -> None:
    await asked(books, BUSY, ANN, 1, 2, 3, 4)
    await asked(books, BUSY, BEN, 5, 6)
    quiet = await asked(books, QUIET, ANN, 7, 8)
    first_five: set[TaskId] = set()
    while len(first_five) < 5:
        first_five |= {task.id for task in await books.claim(limit=min(limit, 5 - len(first_five)))}
    assert first_five >= set(quiet)


async def test_a_person_with_one_task_does_not_wait_for_a_crowd_elsewhere(books: Books) -> None:
    crowd = [(await asked(books, BUSY, UserId(10 + n), n))[0] for n in range(4)]
    ann = await asked(books, QUIET, ANN, 8, 9)
    assert await in_turn(books) == [crowd[0], ann[0], crowd[1], ann[1], *crowd[2:]]


async def test_waiting_submissions_do_not_hold_up_the_results_of_the_same_guild(books: Books) -> None:
    await asked(books, BUSY, ANN, 1, 2, 3)
    busy, quiet = (await asked(books, BUSY, ANN, 8))[0], await asked(books, QUIET, BEN, 4, 5, 9)
    for task_id in (busy, *quiet):
        await books.overwrite(task_id, state=State.SAVED)
    assert (await in_turn(books))[:4] == [quiet[0], busy, *quiet[1:]]


async def test_who_had_to_queue_keeps_the_place_in_line(books: Books) -> None:
    first, second = await asked(books, BUSY, ANN, 1, 2)
    await books.overwrite(first, due_at=NOW)
    assert await in_turn(books) == [first, second]
