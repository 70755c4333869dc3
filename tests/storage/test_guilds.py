import asyncio

from sqlalchemy import update

from bot.domain.ids import GuildId
from bot.domain.policies import FlaggedPolicy
from bot.domain.quota import Quota
from storage import guilds
from storage.database import Database
from storage.schema import guilds as rows
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


async def flagged(database: Database, guild: GuildId = GUILD) -> FlaggedPolicy:
    async with database.reading() as connection:
        return await guilds.flagged_policy(connection, guild, FlaggedPolicy.WITHHOLD)


async def set_flagged(database: Database, policy: FlaggedPolicy) -> None:
    async with database.transaction() as connection:
        await guilds.set_flagged_policy(connection, GUILD, policy)


async def test_what_becomes_of_flagged_pictures_is_as_the_operator_says_until_a_guild_decides(
    database: Database,
) -> None:
    assert await flagged(database) is FlaggedPolicy.WITHHOLD
    for policy in FlaggedPolicy:
        await set_flagged(database, policy)
        assert await flagged(database) is policy
    assert await flagged(database, GuildId(8)) is FlaggedPolicy.WITHHOLD


async def test_a_guild_that_has_set_limits_only_has_decided_nothing_about_flagged_pictures(database: Database) -> None:
    await set_limits(database, person_day=7)
    assert await flagged(database) is FlaggedPolicy.WITHHOLD


async def test_limits_and_flagged_pictures_are_decided_apart(database: Database) -> None:
    await set_flagged(database, FlaggedPolicy.SPOILER)
    await set_limits(database, person_day=7)
    await set_flagged(database, FlaggedPolicy.AGE_RESTRICTED)
    assert (await quota(database)).person_day == 7
    assert await flagged(database) is FlaggedPolicy.AGE_RESTRICTED


async def test_a_decision_of_another_version_of_ours_is_none(database: Database) -> None:
    await set_flagged(database, FlaggedPolicy.SPOILER)
    async with database.transaction() as connection:
        await connection.execute(update(rows).values(flagged="burn"))
    assert await flagged(database) is FlaggedPolicy.WITHHOLD
