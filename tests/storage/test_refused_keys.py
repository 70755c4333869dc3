"""Keys that a provider has refused."""

from datetime import timedelta
from typing import Any

from bot.domain.ids import GuildId, ProviderId
from bot.domain.sentences import Reason
from storage import refused_keys
from storage.refused_keys import OPERATOR, RefusedKey
from tests.storage.books import Books
from tests.storage.requests import GUILD, NOW

VENDOR = ProviderId("vendor")
PAUSE = timedelta(minutes=10)


async def noted(
    books: Books,
    guild: GuildId = GUILD,
    *,
    digest: str = "a",
    reason: Reason = Reason.KEY_REJECTED,
    late: int = 0,
) -> bool:
    async with books.database.transaction() as connection:
        now = NOW + timedelta(minutes=late)
        known: dict[str, Any] = {"digest": digest, "reason": reason, "now": now, "pause": PAUSE}
        return await refused_keys.note(connection, guild, VENDOR, **known)


async def known(books: Books, guild: GuildId = GUILD) -> list[RefusedKey]:
    async with books.database.reading() as connection:
        return await refused_keys.concerning(connection, guild)


async def test_a_refusal_is_news_to_the_first_of_many(books: Books) -> None:
    assert [await noted(books), await noted(books)] == [True, False]


async def test_what_nobody_lived_to_tell_is_news_again_after_the_pause(books: Books) -> None:
    await noted(books)
    assert await noted(books, late=10)


async def test_what_somebody_was_told_is_no_news_after_the_pause_either(books: Books) -> None:
    await noted(books)
    async with books.database.transaction() as connection:
        await refused_keys.told(connection, GUILD, VENDOR, NOW)
    assert not await noted(books, late=10)


async def test_a_later_refusal_lasts_longer_and_has_its_own_reason_but_the_same_beginning(books: Books) -> None:
    await noted(books)
    await noted(books, reason=Reason.OUT_OF_CREDITS, late=30)
    until = NOW + timedelta(minutes=40)
    expected = RefusedKey(
        provider=VENDOR, guild_id=GUILD, digest="a", reason=Reason.OUT_OF_CREDITS, since=NOW, until=until
    )
    assert await known(books) == [expected]


async def test_a_guild_hears_of_its_own_keys_and_of_the_operators(books: Books) -> None:
    for guild in (GUILD, OPERATOR, GuildId(9)):
        await noted(books, guild)
    assert {each.guild_id for each in await known(books)} == {GUILD, OPERATOR}


async def test_what_is_forgotten_is_news_again(books: Books) -> None:
    await noted(books)
    async with books.database.transaction() as connection:
        await refused_keys.told(connection, GUILD, VENDOR, NOW)
        await refused_keys.forget(connection, GUILD, VENDOR)
    assert await known(books) == []
    assert await noted(books)
