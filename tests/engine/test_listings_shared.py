"""Many who need the same list at the same moment wait for one reading of it, and for nobody's leave."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import cast

import pytest

from bot.domain.errors import Refused
from bot.domain.listings import Entry, ListKind
from bot.domain.tasks import Task
from bot.domain.toolbox.generate import ImagineOptions
from bot.engine.routing import Choice
from storage.database import Database, Transaction
from tests.engine.bench import Bench
from tests.storage.requests import GUILD

ANIME, PHOTO = Entry(value="m-1", label="Anime"), Entry(value="m-2", label="Photo")
OPTIONS = ImagineOptions(prompt="x", model=ANIME.value)


class Watched:
    """The database, and when so many have read from it: right after that they look at the list."""

    def __init__(self, database: Database, readers: int) -> None:
        self._database = database
        self._expected = readers
        self.all_have_read = asyncio.Event()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        async with self._database.reading() as connection:
            yield connection
        self._expected -= 1
        if not self._expected:
            self.all_have_read.set()


class Readers:
    """So many who check the same model, each in a task of its own."""

    def __init__(self, bench: Bench, task: Task, choice: Choice, count: int) -> None:
        watched = Watched(bench.desk.database, count)
        self.listings = replace(bench.desk.listings, database=cast("Database", watched), _kept={})
        self.all_wait = watched.all_have_read
        self.tasks = [
            asyncio.create_task(self.listings.check(task, OPTIONS, choice), name=f"reader {number}")
            for number in range(count)
        ]


async def readers(bench: Bench, count: int) -> Readers:
    task = await bench.ask(tool="imagine", options={"prompt": "x"}, inputs=())
    async with bench.desk.database.reading() as connection:
        (choice,) = await bench.desk.router.choices(connection, "imagine", OPTIONS, GUILD, None)
    waiting = Readers(bench, task, choice, count)
    await waiting.all_wait.wait()
    return waiting


async def test_a_list_that_decides_is_read_once_however_many_ask_at_the_same_time(bench: Bench) -> None:
    may_answer = bench.vendor.gives_late(ListKind.MODEL, (ANIME,))
    waiting = await readers(bench, 6)
    may_answer.set()
    await asyncio.gather(*waiting.tasks)
    assert len(bench.vendor.listed) == 1


async def test_one_reading_is_the_answer_for_all_who_wait(bench: Bench) -> None:
    may_answer = bench.vendor.gives_late(ListKind.MODEL, (PHOTO,))
    waiting = await readers(bench, 3)
    may_answer.set()
    answers = await asyncio.gather(*waiting.tasks, return_exceptions=True)
    assert [type(answer) for answer in answers] == [Refused] * 3


async def test_who_goes_away_while_a_list_is_read_takes_nobody_along(bench: Bench) -> None:
    may_answer = bench.vendor.gives_late(ListKind.MODEL, (ANIME,))
    waiting = await readers(bench, 2)
    first, second = waiting.tasks
    first.cancel()
    await asyncio.wait({first})
    may_answer.set()
    await second
    assert (first.cancelled(), len(bench.vendor.listed)) == (True, 1)


async def test_at_the_end_nobody_waits_for_a_list_any_more(bench: Bench) -> None:
    bench.vendor.gives_late(ListKind.MODEL, (ANIME,))
    waiting = await readers(bench, 1)
    (asking,) = [kept.asking for kept in waiting.listings._kept.values()]
    assert asking is not None
    await waiting.listings.close()
    assert asking.cancelled()
    with pytest.raises(asyncio.CancelledError):
        await waiting.tasks[0]
