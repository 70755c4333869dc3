import asyncio

from bot.domain.ids import GuildId
from bot.domain.quota import Quota
from storage import guilds
from storage.database import Database
from tests.storage.books import Books
from tests.storage.requests import GUILD

DEFAULTS = Quota(person_day=50, person_month=500, guild_month=None)


async def quota(database: Database, guild: GuildId = GUILD, defaults: Quota = DEFAULTS) -> Quota:
    async with database.reading() as connection:
        return await guilds.quota(connection, guild, defaults)


async def set_limits(database: Database, **limits: int | None) -> None:
    async with database.transaction() as connection:
        await guilds.set_limits(connection, GUILD, limits)


async def test_a_guild_that_has_set_nothing_has_the_defaults(database: Database) -> None:
    assert await quota(database) == DEFAULTS


async def test_what_is_not_set_follows_the_defaults(database: Database) -> None:
    await set_limits(database, person_day=7)
    assert await quota(database) == Quota(person_day=7, person_month=500, guild_month=None)
    changed = Quota(person_day=1, person_month=2, guild_month=3)
    assert await quota(database, defaults=changed) == Quota(person_day=7, person_month=2, guild_month=3)


async def test_no_limit_is_a_limit_that_was_set(database: Database) -> None:
    await set_limits(database, person_day=None, guild_month=0)
    assert await quota(database) == Quota(person_day=None, person_month=500, guild_month=0)


async def test_a_later_change_leaves_the_other_limits(database: Database) -> None:
    await set_limits(database, person_day=7, guild_month=70)
    await set_limits(database, person_day=8)
    assert await quota(database) == Quota(person_day=8, person_month=500, guild_month=70)


async def test_a_guild_sets_its_own_limits_only(database: Database) -> None:
    await set_limits(database, person_day=7)
    assert await quota(database, GuildId(8)) == DEFAULTS


async def test_changes_at_the_same_moment_are_all_kept(books: Books, other_books: Books) -> None:
    await asyncio.gather(
        set_limits(books.database, person_day=1),
        set_limits(other_books.database, person_month=2),
        set_limits(books.database, guild_month=3),
    )
    assert await quota(books.database) == Quota(person_day=1, person_month=2, guild_month=3)


async def test_limits_outlive_a_hold(books: Books) -> None:
    await set_limits(books.database, person_day=7)
    await books.accept(quota=await quota(books.database))
    assert (await quota(books.database)).person_day == 7
