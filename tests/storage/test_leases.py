from datetime import datetime

import pytest

from bot.domain.ids import GuildId
from bot.domain.lifecycle import OPEN, Event, State
from bot.domain.tasks import Task
from storage import leases
from tests.storage.books import Books
from tests.storage.requests import DAY, HOUR, MINUTE, NOW, SECOND, a_request


async def next_due(books: Books, *states: State) -> datetime | None:
    async with books.database.reading() as connection:
        (due,) = await leases.next_due(connection, frozenset(states or OPEN))
        return due


def ids(tasks: list[Task]) -> list[str]:
    return [task.id for task in tasks]


async def test_a_claimed_task_is_nobody_elses(books: Books, other_books: Books) -> None:
    task = await books.accept()
    assert ids(await books.claim("me")) == [task.id]
    assert await other_books.claim("another") == []
    assert await books.claim("me") == []


async def test_what_is_not_due_is_not_claimed(books: Books) -> None:
    task = await books.accept(now=NOW + SECOND)
    assert await books.claim(now=NOW) == []
    assert ids(await books.claim(now=NOW + SECOND)) == [task.id]


async def test_no_more_is_claimed_than_asked_for(books: Books) -> None:
    for _ in range(3):
        await books.accept()
    assert [len(await books.claim(limit=2)) for _ in range(3)] == [2, 1, 0]


async def test_only_the_states_that_were_asked_for_are_claimed(books: Books) -> None:
    task = await books.accept()
    assert await books.claim(states=OPEN - {State.ACCEPTED}) == []
    assert ids(await books.claim(states={State.ACCEPTED})) == [task.id]


async def test_a_lease_lapses_at_its_moment_and_not_before(books: Books) -> None:
    task = await books.accept()
    await books.claim("me", lease=MINUTE)
    assert await books.claim("another", now=NOW + MINUTE - SECOND) == []
    assert ids(await books.claim("another", now=NOW + MINUTE)) == [task.id]


async def test_whoever_lost_a_task_writes_nothing_to_it(books: Books, other_books: Books) -> None:
    await books.accept()
    (mine,) = await books.claim("me", lease=MINUTE)
    (theirs,) = await other_books.claim("another", now=NOW + HOUR)
    assert await books.advance(mine, Event.INTEND) is None
    assert await books.note(mine, attempts=7) is None
    assert await books.get(mine.id) == theirs
    assert await other_books.advance(theirs, Event.INTEND) is not None


async def test_a_renewed_lease_holds_on(books: Books) -> None:
    task = await books.accept()
    await books.claim("me", lease=MINUTE)
    async with books.database.transaction() as connection:
        await leases.renew(connection, owner="me", held=[task.id], until=NOW + HOUR)
    assert await books.claim("another", now=NOW + 2 * MINUTE) == []
    assert ids(await books.claim("another", now=NOW + HOUR)) == [task.id]


async def test_nobody_renews_what_another_holds(books: Books) -> None:
    task = await books.accept()
    await books.claim("me", lease=MINUTE)
    await books.claim("another", now=NOW + MINUTE, lease=MINUTE)
    async with books.database.transaction() as connection:
        await leases.renew(connection, owner="me", held=[task.id], until=NOW + DAY)
    assert len(await books.claim("a third", now=NOW + 2 * MINUTE)) == 1


async def test_a_released_task_is_anybodys_at_once(books: Books) -> None:
    task = await books.accept()
    await books.claim("me")
    async with books.database.transaction() as connection:
        await leases.release(connection, owner="me", held=[task.id])
    assert ids(await books.claim("another")) == [task.id]


async def test_nobody_releases_what_another_holds(books: Books) -> None:
    task = await books.accept()
    await books.claim("another")
    async with books.database.transaction() as connection:
        await leases.release(connection, owner="me", held=[task.id])
    assert await books.claim("me") == []


async def test_nothing_to_do_is_never_due(books: Books) -> None:
    assert await next_due(books) is None
    task = await books.accept()
    await books.overwrite(task.id, due_at=None)
    assert await next_due(books) is None


async def test_the_next_due_is_the_first_one_in_the_states_asked_for(books: Books) -> None:
    await books.accept(now=NOW + HOUR)
    sooner = await books.accept(now=NOW + MINUTE)
    assert await next_due(books) == NOW + MINUTE
    assert await next_due(books, State.RUNNING) is None
    await books.overwrite(sooner.id, state=State.RUNNING)
    assert await next_due(books, State.ACCEPTED) == NOW + HOUR


async def test_a_held_task_is_due_when_its_lease_lapses(books: Books) -> None:
    await books.accept(now=NOW)
    await books.claim(lease=MINUTE)
    assert await next_due(books) == NOW + MINUTE
    assert await next_due(books, State.RUNNING) is None


@pytest.mark.parametrize("broken", [{"inputs": {"not": "a list"}}, {"key_owner": "the emperor"}, {"results": [{}, 7]}])
async def test_a_row_that_cannot_be_read_does_not_hold_up_the_others(books: Books, broken: dict[str, object]) -> None:
    unreadable, readable = await books.accept(), await books.accept()
    await books.overwrite(unreadable.id, **broken)
    assert ids(await books.claim()) == [readable.id]
    async with books.database.reading() as connection:
        recent = await books.tasks.recent(connection, readable.guild_id, readable.user_id, 9)
    assert ids(recent) == [readable.id]


async def test_a_row_that_cannot_be_read_does_not_make_anybody_spin(books: Books) -> None:
    unreadable = await books.accept()
    await books.overwrite(unreadable.id, inputs={"not": "a list"})
    assert await books.claim(lease=MINUTE) == []
    assert await next_due(books) == NOW + HOUR
    assert await books.column(unreadable.id, "lease_owner") is None


async def test_a_lapsed_lease_of_its_own_is_not_taken_from_whoever_still_works(books: Books) -> None:
    task = await books.accept()
    await books.claim("me", lease=MINUTE)
    assert await books.claim("me", now=NOW + HOUR, held=[task.id]) == []
    assert ids(await books.claim("another", now=NOW + HOUR)) == [task.id]


async def test_a_task_is_owned_by_whoever_has_its_lease(books: Books) -> None:
    task = await books.accept()
    await books.claim("me")
    noted = await books.note(await books.get(task.id), attempts=3)
    async with books.database.reading() as connection:
        assert await leases.owned(connection, books.tasks, owner="me", task_id=task.id) == noted
        assert await leases.owned(connection, books.tasks, owner="another", task_id=task.id) is None


async def call_next(books: Books, *, tool: str = "enhance", guild: GuildId | None = None) -> list[Task]:
    """Who is due when a place becomes free."""
    async with books.database.transaction() as connection:
        await leases.call_next(connection, [tool], guild_id=guild, now=NOW)
    return await books.claim()


async def test_the_oldest_in_the_queue_is_called(books: Books) -> None:
    later, sooner = await books.accept(now=NOW - MINUTE), await books.accept(now=NOW - HOUR)
    for task in (later, sooner):
        await books.note(task, due_at=NOW + HOUR)
    assert ids(await call_next(books)) == [sooner.id]
    assert ids(await call_next(books)) == [later.id]
    assert await call_next(books) == []


async def test_only_a_place_of_its_own_kind_calls_a_task(books: Books) -> None:
    task = await books.accept()
    await books.note(task, due_at=NOW + HOUR)
    assert await call_next(books, tool="faceswap") == []
    assert await call_next(books, guild=GuildId(99)) == []
    assert ids(await call_next(books, guild=task.guild_id)) == [task.id]


async def test_a_place_that_several_tools_share_calls_the_oldest_of_them_all(books: Books) -> None:
    tasks = [await books.accept(a_request(tool=tool), now=NOW - HOUR) for tool in ("style", "enhance", "faceswap")]
    for minutes, task in enumerate(tasks):
        await books.overwrite(task.id, due_at=NOW + HOUR, created_at=NOW + minutes * MINUTE)
    async with books.database.transaction() as connection:
        await leases.call_next(connection, ["faceswap", "enhance"], guild_id=None, now=NOW)
    assert ids(await books.claim()) == [tasks[1].id]


async def test_who_rests_after_a_failure_is_not_called(books: Books) -> None:
    await books.note(await books.accept(), due_at=NOW + HOUR, attempts=1)
    assert await call_next(books) == []
