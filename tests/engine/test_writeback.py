import asyncio
from pathlib import Path

import pytest

from bot.domain.errors import StorageFailed
from bot.engine.writeback import Writeback
from storage.database import Database
from storage.tasks import Waiting
from tests.engine.bench import Bench
from tests.storage.requests import HOUR, NOW


async def waiting(bench: Bench) -> Waiting:
    return Waiting(task=await bench.books.accept(), due_at=NOW + HOUR, memo={})


async def flushed(bench: Bench, writeback: Writeback) -> int:
    return await writeback.flush(bench.desk.database, bench.desk.tasks)


async def test_a_round_is_written_together(bench: Bench) -> None:
    writeback, items = Writeback(), [await waiting(bench) for _ in range(3)]
    for item in items:
        writeback.add(item)
    assert await flushed(bench, writeback) == 3
    assert [(await bench.look(item.task)).due_at for item in items] == [NOW + HOUR] * 3


async def test_what_is_written_is_not_written_again(bench: Bench) -> None:
    writeback = Writeback()
    writeback.add(await waiting(bench))
    assert [await flushed(bench, writeback) for _ in range(2)] == [1, 0]


async def test_what_could_not_be_written_stays_for_the_next_round(bench: Bench, tmp_path: Path) -> None:
    writeback, item = Writeback(), await waiting(bench)
    writeback.add(item)
    gone = Database.open(f"sqlite+aiosqlite:///{tmp_path}/empty.db")
    with pytest.raises(StorageFailed):
        await writeback.flush(gone, bench.desk.tasks)
    await gone.close()
    assert await flushed(bench, writeback) == 1
    assert (await bench.look(item.task)).due_at == NOW + HOUR


async def test_what_comes_while_a_round_is_written_is_of_the_next_round(bench: Bench) -> None:
    writeback, first, second = Writeback(), await waiting(bench), await waiting(bench)
    writeback.add(first)
    async with bench.desk.database.transaction():
        writing = asyncio.create_task(flushed(bench, writeback), name="flush")
        await asyncio.sleep(0)
        writeback.add(second)
    assert await writing == 1
    assert await flushed(bench, writeback) == 1
    assert (await bench.look(second.task)).due_at == NOW + HOUR


async def test_a_round_begins_with_the_first_that_waits(bench: Bench) -> None:
    writeback = Writeback()
    beginning = asyncio.create_task(writeback.round(), name="round")
    await asyncio.sleep(0)
    assert not beginning.done()
    writeback.add(await waiting(bench))
    await beginning
