from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.exc import StatementError

from storage.schema import tasks
from storage.types import Instant
from tests.storage.books import Books
from tests.storage.requests import NOW, SECOND

DIALECT = dialect()
MICROSECOND = timedelta(microseconds=1)
zones = st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(-timedelta(hours=9, minutes=30))])
moments = st.builds(
    lambda microseconds, zone: (NOW + timedelta(microseconds=microseconds)).astimezone(zone),
    st.integers(-(2**55), 2**55),
    zones,
)


@given(moments)
@settings(deadline=None)
def test_an_instant_is_exact_to_the_microsecond_and_comes_back_in_utc(moment: datetime) -> None:
    bound = Instant().process_bind_param(moment, DIALECT)
    again = Instant().process_result_value(bound, DIALECT)
    assert (again, again.tzinfo if again else None) == (moment, UTC)


@given(moments, moments)
@settings(deadline=None)
def test_instants_compare_as_their_moments_do(one: datetime, other: datetime) -> None:
    bound_one, bound_other = (Instant().process_bind_param(each, DIALECT) for each in (one, other))
    assert bound_one is not None
    assert bound_other is not None
    assert (bound_one < bound_other, bound_one == bound_other) == (one < other, one == other)


def test_no_instant_stays_none() -> None:
    assert Instant().process_bind_param(None, DIALECT) is None
    assert Instant().process_result_value(None, DIALECT) is None


@given(moments)
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_the_database_finds_an_instant_to_the_microsecond(books: Books, moment: datetime) -> None:
    task = await books.accept()
    await books.overwrite(task.id, deadline_at=moment)
    async with books.database.reading() as connection:
        found = select(tasks.c.id).where(
            tasks.c.id == task.id,
            tasks.c.deadline_at > moment - MICROSECOND,
            tasks.c.deadline_at < moment + MICROSECOND,
        )
        assert await connection.scalar(found) == task.id
    assert (await books.get(task.id)).deadline_at == moment


async def test_a_moment_without_a_time_zone_is_refused(books: Books) -> None:
    task = await books.accept()
    with pytest.raises(StatementError, match="naive"):
        await books.overwrite(task.id, due_at=(NOW + SECOND).replace(tzinfo=None))
