"""Who waits for whom on PostgreSQL, where several write at the same time: step by step, so that it is no luck."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.domain.errors import StorageFailed
from bot.domain.ids import ProviderId
from bot.domain.lifecycle import Event, State
from bot.domain.tasks import Task
from storage import leases
from storage.database import Database
from storage.sealing import Sealer, new_key
from storage.tasks import Waiting
from storage.vault import Vault
from tests.storage.books import Books
from tests.storage.crowd import multiply
from tests.storage.requests import GUILD, HOUR, MINUTE, NOW, USER

_OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND "
_WAITING = _OTHERS + "wait_event_type = 'Lock'"
_CLAIMING = _OTHERS + "state = 'active' AND query LIKE 'WITH%'"
_LOOK_EVERY_S = 0.01
IMGOPEN = ProviderId("imgopen")


@pytest.fixture
def kind() -> str:
    return "postgresql"


@pytest.fixture
def hasty(impatient: Database, books: Books) -> Books:
    """The same as another process sees it that fails where it would have to wait."""
    return Books(impatient, books.tasks)


async def until(somebody: str, database: Database) -> None:
    async with database.reading() as connection:
        while not await connection.scalar(text(somebody)):  # noqa: ASYNC110 (the server rings no bell for it)
            await asyncio.sleep(_LOOK_EVERY_S)


async def two_tasks(books: Books) -> list[Task]:
    """In the order of their ids, which is not that in which they were made."""
    for _ in range(10):
        later, sooner = await books.accept(), await books.accept()
        if sooner.id < later.id:
            await books.claim("me")
            return [await books.get(task.id) for task in (sooner, later)]
    pytest.fail("ids are not random")


async def call_next(books: Books) -> None:
    async with books.database.transaction() as connection:
        await leases.call_next(connection, ["enhance"], guild_id=GUILD, now=NOW)


async def renew(books: Books, tasks: list[Task]) -> None:
    async with books.database.transaction() as connection:
        await leases.renew(connection, owner="me", held=[task.id for task in tasks], until=NOW + HOUR)


async def release(books: Books, tasks: list[Task]) -> None:
    async with books.database.transaction() as connection:
        await leases.release(connection, owner="me", held=[task.id for task in tasks])


async def postpone(books: Books, tasks: list[Task]) -> None:
    async with books.database.transaction() as connection:
        await books.tasks.postpone(connection, [Waiting(task=task, due_at=NOW, memo={}) for task in reversed(tasks)])


async def test_a_claim_passes_over_what_somebody_is_writing(books: Books, hasty: Books) -> None:
    busy, free = await books.accept(), await books.accept()
    async with books.database.transaction() as connection:
        await books.tasks.note(connection, busy, attempts=1)
        assert [task.id for task in await hasty.claim()] == [free.id]


async def test_what_moved_on_while_it_was_chosen_is_not_claimed(books: Books, hasty: Books) -> None:
    first = await books.accept(now=NOW - HOUR)
    await multiply(books.database, await books.accept(), 20_000)  # to choose among so many takes a while
    claiming = asyncio.create_task(books.claim(limit=1, states={State.ACCEPTED}), name="claims")
    await until(_CLAIMING, hasty.database)
    await hasty.advance(first, Event.CANCEL)
    assert {task.state for task in await claiming} <= {State.ACCEPTED}


async def test_a_call_goes_to_the_next_where_somebody_is_writing_to_the_first(books: Books, hasty: Books) -> None:
    first, second = [await books.note(await books.accept(now=NOW + n * MINUTE), due_at=NOW + HOUR) for n in (1, 2)]
    assert first is not None
    assert second is not None
    async with books.database.transaction() as connection:
        await books.tasks.note(connection, first, attempts=0)
        await call_next(hasty)
    assert [task.id for task in await books.claim()] == [second.id]


async def test_tokens_are_dropped_without_waiting_for_anybody(books: Books, hasty: Books) -> None:
    busy, free = await books.accept(), await books.accept()
    async with books.database.transaction() as connection:
        await books.tasks.note(connection, busy, attempts=1)
        async with hasty.database.transaction() as other:
            await hasty.tasks.drop_dead_tokens(other, NOW + HOUR)
    tokens = [(await books.get(task.id)).reply.token for task in (busy, free)]
    assert [token is None for token in tokens] == [False, True]


@pytest.mark.parametrize("write_both", [renew, release, postpone])
async def test_who_writes_to_many_waits_for_the_first_before_it_locks_another(
    books: Books, hasty: Books, write_both: Callable[[Books, list[Task]], Coroutine[None, None, None]]
) -> None:
    """Otherwise the two would wait for one another."""
    tasks = await two_tasks(books)
    async with hasty.database.transaction() as connection:
        assert await hasty.tasks.note(connection, tasks[0], attempts=1)
        writing = asyncio.create_task(write_both(books, tasks), name="writes to both")
        await until(_WAITING, books.database)
        assert await hasty.tasks.note(connection, tasks[1], attempts=1)
    await writing


async def test_a_rotation_waits_for_a_key_that_is_being_put(books: Books, other_books: Books) -> None:
    old, new = SecretStr(new_key()), SecretStr(new_key())
    before, ring = Vault(Sealer([old])), Vault(Sealer([new, old]))
    first, second = {"token": SecretStr("the first")}, {"token": SecretStr("the second")}
    async with books.database.transaction() as connection:
        await before.put(connection, GUILD, IMGOPEN, first, by=USER, now=NOW)

    async def rotate() -> None:
        async with other_books.database.transaction() as connection:
            await ring.rotate(connection)

    async with books.database.transaction() as connection:
        await before.put(connection, GUILD, IMGOPEN, second, by=USER, now=NOW)
        rotating = asyncio.create_task(rotate(), name="rotates")
        await until(_WAITING, other_books.database)
    await rotating
    async with books.database.reading() as connection:
        assert await Vault(Sealer([new])).get(connection, GUILD, IMGOPEN) == second


async def test_who_was_quicker_to_move_a_task_wins_and_the_other_learns_it(books: Books, other_books: Books) -> None:
    task = await books.accept()
    async with books.database.transaction() as connection:
        moved = await books.tasks.advance(connection, task, Event.INTEND, now=NOW)
        cancelling = asyncio.create_task(other_books.advance(task, Event.CANCEL), name="cancels")
        await until(_WAITING, other_books.database)
    assert await cancelling is None
    assert await books.get(task.id) == moved


async def test_nobody_waits_for_ever(books: Books, hasty: Books) -> None:
    task = await books.accept()
    async with books.database.transaction() as connection:
        await books.tasks.note(connection, task, attempts=1)
        with pytest.raises(StorageFailed, match="LockNotAvailable"):
            await hasty.note(task, due_at=NOW + MINUTE)
