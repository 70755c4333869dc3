"""How many tasks a provider has in hand for a key is counted by one process at a time."""

import asyncio

import pytest

from bot.domain.ids import GuildId, ProviderId, UserId
from bot.domain.lifecycle import Event, State
from bot.domain.tasks import KeyOwner, Task
from storage.tasks import count_in_flight, lock_places, position
from tests.storage.books import Books
from tests.storage.requests import GUILD, NOW, SECOND, a_request

IMGOPEN, TIGER = ProviderId("imgopen"), ProviderId("magictiger")
OFFER, TRAINING = "imgopen.roop", "imgopen.training"


async def take_place(
    books: Books, task: Task, *, room: int, key: KeyOwner = KeyOwner.OPERATOR, offer: str = OFFER
) -> bool:
    """As the engine does it."""
    chosen = {"provider": IMGOPEN, "key_owner": key, "offer": offer}
    async with books.database.transaction() as connection:
        await lock_places(connection, IMGOPEN, key, task.guild_id)
        if await count_in_flight(connection, IMGOPEN, key, task.guild_id, offers=[offer]) >= room:
            return False
        moved = await books.tasks.advance(connection, task, Event.INTEND, now=NOW, **chosen)
        return moved is not None


async def in_flight(
    books: Books, provider: ProviderId, key: KeyOwner, guild: GuildId = GUILD, offers: tuple[str, ...] = (OFFER,)
) -> int:
    async with books.database.reading() as connection:
        return await count_in_flight(connection, provider, key, guild, offers=offers)


@pytest.mark.parametrize("key", [KeyOwner.OPERATOR, KeyOwner.GUILD])
async def test_no_more_tasks_are_sent_at_once_than_the_provider_takes(
    books: Books, other_books: Books, key: KeyOwner
) -> None:
    tasks = [await books.accept(a_request(user=UserId(n))) for n in range(12)]
    both = [books, other_books] * 6
    taken = await asyncio.gather(
        *(take_place(each, task, room=2, key=key) for each, task in zip(both, tasks, strict=True))
    )
    assert sum(taken) == 2
    assert await in_flight(books, IMGOPEN, key) == 2


async def test_a_guilds_own_key_has_places_of_its_own(books: Books) -> None:
    for guild in (GUILD, GuildId(8)):
        task = await books.accept(a_request(guild=guild))
        assert await take_place(books, task, room=1, key=KeyOwner.GUILD)
    assert await in_flight(books, IMGOPEN, KeyOwner.GUILD) == 1
    assert await in_flight(books, IMGOPEN, KeyOwner.OPERATOR) == 0


async def test_all_guilds_share_the_places_of_the_operators_key(books: Books) -> None:
    for guild, expected in ((GUILD, True), (GuildId(8), False)):
        assert await take_place(books, await books.accept(a_request(guild=guild)), room=1) is expected
    assert await in_flight(books, TIGER, KeyOwner.OPERATOR) == 0


async def test_what_takes_hours_has_places_of_its_own(books: Books) -> None:
    for offer in (TRAINING, OFFER, OFFER):
        assert await take_place(books, await books.accept(), room=2, offer=offer)
    assert not await take_place(books, await books.accept(), room=2)
    assert await take_place(books, await books.accept(), room=2, offer=TRAINING)
    assert await in_flight(books, IMGOPEN, KeyOwner.OPERATOR, offers=(OFFER, TRAINING)) == 4


@pytest.mark.parametrize("state", sorted(State))
async def test_only_what_the_provider_has_in_hand_takes_a_place(books: Books, state: State) -> None:
    task = await books.accept()
    await take_place(books, task, room=1)
    await books.overwrite(task.id, state=state)
    expected = state in {State.SUBMITTING, State.UNCERTAIN, State.RUNNING}
    assert await in_flight(books, IMGOPEN, KeyOwner.OPERATOR) == expected


async def test_the_place_in_the_queue_counts_who_waits_for_the_same_tool_since_before(books: Books) -> None:
    for tool, second in (("enhance", 1), ("enhance", 2), ("faceswap", 3), ("enhance", 9)):
        await books.accept(a_request(tool=tool), now=NOW + second * SECOND)
    task = await books.accept(now=NOW + 5 * SECOND)
    async with books.database.reading() as connection:
        assert await position(connection, task) == 3
