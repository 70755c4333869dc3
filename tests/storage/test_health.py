import asyncio
from datetime import datetime

import pytest

from bot.domain.ids import ProviderId
from storage import health
from storage.database import Database
from tests.storage.books import Books
from tests.storage.requests import MINUTE, NOW, SECOND

IMGOPEN, TIGER = ProviderId("imgopen"), ProviderId("magictiger")


async def learn(database: Database, *seconds: float, offer: str = "x.enhance") -> float | None:
    async with database.transaction() as connection:
        for each in seconds:
            await health.learn(connection, offer, each * SECOND)
        return await health.usual_s(connection, offer)


async def fail(
    database: Database, *, times: int, provider: ProviderId = IMGOPEN, now: datetime = NOW, threshold: int = 3
) -> list[bool]:
    async with database.transaction() as connection:
        return [
            await health.note_failure(connection, provider, now=now, threshold=threshold, pause=MINUTE)
            for _ in range(times)
        ]


async def failing(database: Database) -> dict[ProviderId, datetime | None]:
    async with database.reading() as connection:
        return await health.failing(connection)


async def test_nothing_is_known_before_the_first_time(database: Database) -> None:
    assert await learn(database) is None


async def test_the_first_time_is_the_mean(database: Database) -> None:
    assert await learn(database, 12.5) == 12.5


async def test_a_later_time_weighs_a_fifth(database: Database) -> None:
    assert await learn(database, 10, 20) == pytest.approx(12)


async def test_the_mean_follows_a_change_and_stays_between_the_times(database: Database) -> None:
    assert 39 < (await learn(database, 10, *[40] * 20) or 0) < 40


async def test_every_offer_has_its_own_mean(database: Database) -> None:
    await learn(database, 10)
    assert await learn(database, 99, offer="y.enhance") == 99
    assert await learn(database) == 10


async def test_the_circuit_opens_at_the_threshold_and_not_before(database: Database) -> None:
    assert await fail(database, times=2) == [False, False]
    assert await failing(database) == {IMGOPEN: None}
    assert await fail(database, times=1) == [True]
    assert await failing(database) == {IMGOPEN: NOW + MINUTE}


async def test_one_failure_is_enough_where_the_threshold_is_one(database: Database) -> None:
    assert await fail(database, times=1, threshold=1) == [True]
    assert await failing(database) == {IMGOPEN: NOW + MINUTE}


async def test_failures_of_two_processes_count_together(books: Books, other_books: Books) -> None:
    await asyncio.gather(*(fail(each.database, times=1) for each in (books, other_books, books)))
    assert await failing(books.database) == {IMGOPEN: NOW + MINUTE}


async def test_after_its_pause_the_provider_is_tried_again_and_one_failure_opens_the_circuit_anew(
    database: Database,
) -> None:
    await fail(database, times=3)
    later = NOW + MINUTE
    assert await fail(database, times=1, now=later) == [True]
    assert await failing(database) == {IMGOPEN: later + MINUTE}


async def test_an_answer_closes_the_circuit_and_forgets_the_failures(database: Database) -> None:
    await fail(database, times=3)
    async with database.transaction() as connection:
        await health.note_success(connection, IMGOPEN)
    assert await failing(database) == {}
    assert await fail(database, times=2) == [False, False]


async def test_a_providers_failures_are_its_own(database: Database) -> None:
    await fail(database, times=3, provider=TIGER)
    assert set(await failing(database)) == {TIGER}
    assert await fail(database, times=1) == [False]
    assert await failing(database) == {TIGER: NOW + MINUTE, IMGOPEN: None}
