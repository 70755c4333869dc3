import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text

from bot.domain.errors import Refused
from bot.domain.lifecycle import State
from bot.domain.sentences import Reason
from storage import bell, leases
from storage.database import Database
from tests.storage.books import Books
from tests.storage.requests import GUILD, HOUR, NOW

Rings = asyncio.Queue[None]


@asynccontextmanager
async def listening(database: Database) -> AsyncIterator[Rings]:
    """What is heard, once somebody listens."""
    rings = Rings()
    listener = asyncio.create_task(
        bell.listen(database, lambda: rings.put_nowait(None), pause_s=0.01), name="listens to the bell"
    )
    await rings.get()
    try:
        yield rings
    finally:
        listener.cancel()
        await asyncio.gather(listener, return_exceptions=True)


async def ring(database: Database, *, undone: bool = False) -> None:
    async with database.transaction() as connection:
        await bell.ring(connection)
        if undone:
            raise Refused(Reason.CANCELLED)


class TestOnOneMachine:
    @pytest.fixture
    def kind(self) -> str:
        return "sqlite"

    async def test_there_is_nobody_to_listen_to(self, database: Database) -> None:
        async with asyncio.timeout(10):
            await bell.listen(database, lambda: pytest.fail("who should ring?"))

    async def test_nobody_hears_a_ring(self, database: Database) -> None:
        await ring(database)


class TestOnManyMachines:
    @pytest.fixture
    def kind(self) -> str:
        return "postgresql"

    async def test_a_ring_is_heard_elsewhere(self, database: Database, other_books: Books) -> None:
        async with listening(database) as rings:
            await ring(other_books.database)
            await rings.get()

    async def test_a_ring_that_was_undone_is_not_heard(self, database: Database, other_books: Books) -> None:
        async with listening(database) as rings:
            with pytest.raises(Refused):
                await ring(other_books.database, undone=True)
            await ring(other_books.database)
            await rings.get()
            assert rings.empty()

    async def test_who_lost_the_line_listens_again_and_takes_it_for_a_ring(
        self, database: Database, other_books: Books
    ) -> None:
        async with listening(database) as rings:
            await hang_up(other_books.database)
            await rings.get()
            await ring(other_books.database)
            await rings.get()

    async def test_a_new_task_rings(self, database: Database, other_books: Books) -> None:
        async with listening(database) as rings:
            await other_books.accept()
            await rings.get()

    async def test_a_provider_that_calls_rings(self, database: Database, other_books: Books) -> None:
        task = await other_books.accept()
        await other_books.overwrite(task.id, state=State.RUNNING)
        async with listening(database) as rings, other_books.database.transaction() as connection:
            await other_books.tasks.ring(connection, task.id, now=NOW, upstream_id=None)
            await connection.commit()
            await rings.get()

    async def test_a_place_that_becomes_free_rings_where_somebody_queues(
        self, database: Database, other_books: Books
    ) -> None:
        await other_books.note(await other_books.accept(), due_at=NOW + HOUR)
        async with listening(database) as rings:
            for _ in range(2):  # the second time nobody queues any more
                async with other_books.database.transaction() as connection:
                    await leases.call_next(connection, ["enhance"], guild_id=GUILD, now=NOW)
            await ring(other_books.database)
            for _ in range(2):
                await rings.get()
            assert rings.empty()


async def hang_up(database: Database) -> None:
    """End every connection that listens, as a restart of the server would."""
    listeners = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    async with database.reading() as connection:
        ended = await connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM ({listeners}) AS listeners"))
    assert ended.all() == [(True,)]
