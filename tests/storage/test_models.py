"""What people have trained is their server's, and in direct messages their own."""

from dataclasses import dataclass

import pytest

from bot.domain.ids import DIRECT, GuildId, ProviderId, UserId
from bot.domain.listings import Entry, ListKind
from bot.domain.tasks import Task
from storage import models
from storage.database import Database
from storage.models import Model
from tests.storage.books import Books
from tests.storage.requests import GUILD, MINUTE, NOW, USER, a_request

IMGOPEN, TIGER = ProviderId("imgopen"), ProviderId("magictiger")
OTHERS, STRANGER = GuildId(8), UserId(71)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody asks."""

    database: Database
    guild: GuildId = GUILD
    user: UserId = USER

    async def own(self, kind: ListKind = ListKind.LORA, *providers: ProviderId) -> list[str]:
        async with self.database.reading() as connection:
            found = await models.of_place(
                connection, self.guild, self.user, kind=kind, providers=providers or (IMGOPEN, TIGER)
            )
        return [model.entry.value for model in found]

    async def of_others(self) -> set[tuple[ProviderId, str]]:
        async with self.database.reading() as connection:
            return await models.of_others(connection, self.guild, self.user, providers=(IMGOPEN,))


async def trained(
    books: Books,
    value: str,
    *,
    guild: GuildId = GUILD,
    user: UserId = USER,
    provider: ProviderId = IMGOPEN,
    kind: ListKind = ListKind.LORA,
    minutes: int = 0,
) -> Task:
    task = await books.accept(a_request(guild=guild, user=user, tool="train"))
    model = Model(provider=provider, kind=kind, entry=Entry(value=value, label=f"name of {value}"))
    async with books.database.transaction() as connection:
        await models.add(connection, task, model, NOW + minutes * MINUTE)
    return task


async def test_what_was_trained_can_be_chosen_by_its_name(books: Books) -> None:
    await trained(books, "m-1")
    async with books.database.reading() as connection:
        (model,) = await models.of_place(connection, GUILD, STRANGER, kind=ListKind.LORA, providers=(IMGOPEN,))
    assert model == Model(provider=IMGOPEN, kind=ListKind.LORA, entry=Entry(value="m-1", label="name of m-1"))


async def test_the_newest_comes_first(books: Books) -> None:
    for minutes, value in ((1, "old"), (3, "new"), (2, "middle")):
        await trained(books, value, minutes=minutes)
    assert await Place(books.database).own() == ["new", "middle", "old"]


async def test_a_task_makes_one_model_however_often_it_is_noted(books: Books) -> None:
    task = await trained(books, "m-1")
    again = Model(provider=IMGOPEN, kind=ListKind.LORA, entry=Entry(value="m-2", label="other"))
    async with books.database.transaction() as connection:
        await models.add(connection, task, again, NOW)
    assert await Place(books.database).own() == ["m-1"]


async def test_only_models_of_the_kind_and_the_providers_are_found(books: Books) -> None:
    await trained(books, "lora")
    await trained(books, "vae", kind=ListKind.VAE)
    await trained(books, "tiger", provider=TIGER)
    here = Place(books.database)
    assert await here.own(ListKind.LORA, IMGOPEN) == ["lora"]
    assert await here.own(ListKind.VAE) == ["vae"]
    assert await here.own(ListKind.LORA, ProviderId("local")) == []


@pytest.mark.parametrize(
    ("trained_in", "asked_in", "asker", "found"),
    [
        (GUILD, GUILD, USER, True),
        (GUILD, GUILD, STRANGER, True),
        (GUILD, OTHERS, USER, False),
        (GUILD, DIRECT, USER, False),
        (DIRECT, DIRECT, USER, True),
        (DIRECT, DIRECT, STRANGER, False),
        (DIRECT, GUILD, USER, False),
    ],
)
async def test_a_model_belongs_to_its_place(
    books: Books, trained_in: GuildId, asked_in: GuildId, asker: UserId, *, found: bool
) -> None:
    await trained(books, "m-1", guild=trained_in)
    place = Place(books.database, asked_in, asker)
    assert await place.own() == (["m-1"] if found else [])
    assert await place.of_others() == (set() if found else {(IMGOPEN, "m-1")})


async def test_others_are_asked_about_by_provider_and_of_every_kind(books: Books) -> None:
    await trained(books, "lora", guild=OTHERS)
    await trained(books, "vae", guild=OTHERS, kind=ListKind.VAE)
    await trained(books, "tiger", guild=OTHERS, provider=TIGER)
    assert await Place(books.database).of_others() == {(IMGOPEN, "lora"), (IMGOPEN, "vae")}
