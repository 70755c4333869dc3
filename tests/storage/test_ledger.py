import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.errors import Refused
from bot.domain.ids import GuildId, UserId
from bot.domain.lifecycle import Event, Money
from bot.domain.quota import Quota, Spent
from bot.domain.sentences import Reason, Sentence
from bot.domain.tasks import Task
from storage import ledger
from tests.storage.books import Books
from tests.storage.requests import GUILD, NO_LIMIT, NOW, USER, a_request

MOMENT = timedelta(microseconds=1)
MIDNIGHT = datetime(2026, 10, 1, tzinfo=UTC)
TO_DELIVERED = (Event.INTEND, Event.CONFIRM, Event.FINISH, Event.SAVE, Event.DELIVER)
TO_REFUNDED = (Event.CANCEL, Event.REFUND)


async def test_a_hold_counts_as_spent_at_once(books: Books) -> None:
    task = await books.accept(price=3)
    assert await books.entries(task.id) == [("hold", 3)]
    assert await books.spent() == Spent(person_day=3, person_month=3, guild_month=3)


async def test_a_delivered_task_has_captured_its_price(books: Books) -> None:
    task = await books.along(await books.accept(price=3), *TO_DELIVERED)
    assert await books.entries(task.id) == [("hold", 3), ("capture", 0)]
    assert (await books.spent()).person_day == 3


async def test_a_refunded_task_has_given_back_all(books: Books) -> None:
    task = await books.along(await books.accept(price=3), *TO_REFUNDED)
    assert await books.entries(task.id) == [("hold", 3), ("release", -3)]
    assert await books.spent() == Spent()


async def test_capturing_less_than_was_held_returns_the_rest(books: Books) -> None:
    task = await books.advance(await books.accept(price=5), Event.INTEND, price=2)
    assert task is not None
    await books.along(task, *TO_DELIVERED[1:])
    assert await books.entries(task.id) == [("hold", 5), ("capture", -3)]
    assert (await books.spent()).person_day == 2


async def raised(books: Books, task: Task, credits_held: int, quota: Quota = NO_LIMIT) -> None:
    async with books.database.transaction() as connection:
        await ledger.raise_hold(connection, task.id, credits_held, quota=quota, now=NOW)


async def test_a_hold_can_be_raised_as_often_as_it_takes_and_all_of_it_goes_back(books: Books) -> None:
    task = await books.accept(price=2)
    await raised(books, task, 3)
    await raised(books, task, 7)
    assert (await books.spent()).person_day == 7
    await books.along(task, *TO_REFUNDED)
    assert await books.entries(task.id) == [("hold", 2), ("raise", 1), ("raise", 4), ("release", -7)]
    assert await books.spent() == Spent()


async def test_of_a_raised_hold_the_price_is_kept(books: Books) -> None:
    task = await books.accept(price=2)
    await raised(books, task, 7)
    task = (await books.advance(task, Event.INTEND, price=5)) or task
    await books.along(task, *TO_DELIVERED[1:])
    assert (await books.spent()).person_day == 5


async def test_a_hold_is_not_raised_beyond_a_limit(books: Books) -> None:
    quota = Quota(person_day=5, person_month=None, guild_month=None)
    task = await books.accept(price=3, quota=quota)
    await raised(books, task, 5, quota)
    with pytest.raises(Refused) as caught:
        await raised(books, task, 6, quota)
    assert caught.value.sentence == Sentence.of(Reason.DAY_SPENT, price=6, left=5, limit=5)
    assert (await books.spent()).person_day == 5


@pytest.mark.parametrize("money", [Money.CAPTURE, Money.RELEASE])
async def test_a_task_is_settled_once_whatever_the_second_time_wants(books: Books, money: Money) -> None:
    task = await books.along(await books.accept(price=3), *TO_DELIVERED)
    with pytest.raises(IntegrityError):
        async with books.database.transaction() as connection:
            await ledger.settle(connection, task.id, money, 3, NOW)
    assert await books.entries(task.id) == [("hold", 3), ("capture", 0)]


async def test_a_second_settlement_undoes_the_move_that_tried(books: Books) -> None:
    task = await books.along(await books.accept(price=3), Event.CANCEL)
    async with books.database.transaction() as connection:
        await ledger.settle(connection, task.id, Money.RELEASE, 3, NOW)
    with pytest.raises(IntegrityError):
        await books.advance(task, Event.REFUND)
    assert await books.get(task.id) == task
    assert [event for _, event, _, _ in await books.events(task.id)] == ["cancel"]


async def test_what_would_break_a_limit_is_refused_and_nothing_is_held(books: Books) -> None:
    quota = Quota(person_day=5, person_month=None, guild_month=None)
    await books.accept(price=3, quota=quota)
    with pytest.raises(Refused) as caught:
        await books.accept(price=3, quota=quota)
    assert caught.value.sentence == Sentence.of(Reason.DAY_SPENT, price=3, left=2, limit=5)
    await books.accept(price=2, quota=quota)
    assert (await books.spent()).person_day == 5


async def test_people_and_guilds_spend_their_own(books: Books) -> None:
    await books.accept(price=1)
    await books.accept(a_request(user=UserId(71)), price=10)
    await books.accept(a_request(guild=GuildId(8)), price=100)
    assert await books.spent() == Spent(person_day=1, person_month=1, guild_month=11)
    assert await books.spent(GuildId(8)) == Spent(person_day=100, person_month=100, guild_month=100)


async def test_a_day_and_a_month_begin_at_midnight_utc(books: Books) -> None:
    await books.accept(price=1, now=MIDNIGHT - MOMENT)
    await books.accept(price=10, now=MIDNIGHT)
    before, after = [await books.spent(now=now) for now in (MIDNIGHT - MOMENT, MIDNIGHT)]
    assert before.person_day == 11  # a hold of the future counts too: clocks of two machines differ
    assert after == Spent(person_day=10, person_month=10, guild_month=10)


async def test_a_new_day_in_the_same_month_has_a_new_daily_limit_only(books: Books) -> None:
    await books.accept(price=4, now=NOW)
    tomorrow = NOW + timedelta(days=1)
    assert await books.spent(now=tomorrow) == Spent(person_day=0, person_month=4, guild_month=4)


async def test_a_release_after_midnight_gives_back_to_the_day_of_the_hold(books: Books) -> None:
    task = await books.accept(price=4, now=MIDNIGHT - MOMENT)
    await books.accept(price=1, now=MIDNIGHT)
    await books.along(task, *TO_REFUNDED, now=MIDNIGHT + MOMENT)
    assert await books.spent(now=MIDNIGHT) == Spent(person_day=1, person_month=1, guild_month=1)
    assert (await books.spent(now=MIDNIGHT - MOMENT)).person_day == 1


@pytest.mark.parametrize(
    "quota",
    [
        Quota(person_day=10, person_month=None, guild_month=None),
        Quota(person_day=None, person_month=10, guild_month=None),
        Quota(person_day=None, person_month=None, guild_month=10),
    ],
    ids=["person's day", "person's month", "guild's month"],
)
async def test_holds_at_the_same_moment_never_exceed_a_limit(books: Books, other_books: Books, quota: Quota) -> None:
    people = [USER] * 20 if quota.guild_month is None else [UserId(n) for n in range(20)]

    async def held(number: int, person: UserId) -> bool:
        try:
            await (books, other_books)[number % 2].accept(a_request(user=person), price=3, quota=quota)
        except Refused:
            return False
        return True

    winners = await asyncio.gather(*(held(number, person) for number, person in enumerate(people)))
    assert sum(winners) == 3
    assert (await books.spent()).guild_month == 9


async def test_without_limits_everyone_holds(books: Books, other_books: Books) -> None:
    await asyncio.gather(*(each.accept(price=3, quota=NO_LIMIT) for each in [books, other_books] * 5))
    assert (await books.spent(GUILD)).guild_month == 30
