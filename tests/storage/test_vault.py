import pytest
from pydantic import SecretStr
from sqlalchemy import select, update

from bot.domain.ids import GuildId, ProviderId, UserId
from storage.database import Database
from storage.schema import keys
from storage.sealing import Sealer, Unsealable, new_key
from storage.vault import KeyRow, Vault
from tests.storage.requests import GUILD, HOUR, NOW, USER

IMGOPEN, TIGER = ProviderId("imgopen"), ProviderId("magictiger")
OTHER = GuildId(8)
PAIR = {"id": SecretStr("access-key-id"), "secret": SecretStr("access-key-secret")}


@pytest.fixture
def vault(sealer: Sealer) -> Vault:
    return Vault(sealer)


async def put(
    database: Database, vault: Vault, guild: GuildId = GUILD, provider: ProviderId = IMGOPEN, **values: SecretStr
) -> KeyRow:
    async with database.transaction() as connection:
        return await vault.put(connection, guild, provider, values or PAIR, by=USER, now=NOW)


async def get(
    database: Database, vault: Vault, guild: GuildId = GUILD, provider: ProviderId = IMGOPEN
) -> dict[str, SecretStr] | None:
    async with database.reading() as connection:
        return await vault.get(connection, guild, provider)


async def test_a_kept_key_comes_back(database: Database, vault: Vault) -> None:
    await put(database, vault)
    assert await get(database, vault) == PAIR


async def test_a_key_is_its_guilds_and_its_providers(database: Database, vault: Vault) -> None:
    await put(database, vault)
    assert await get(database, vault, OTHER) is None
    assert await get(database, vault, provider=TIGER) is None


async def test_only_the_last_four_characters_of_the_secret_are_shown(database: Database, vault: Vault) -> None:
    shown = await put(database, vault)
    assert shown == KeyRow(provider=IMGOPEN, last_four="cret", put_by=USER, put_at=NOW)
    async with database.reading() as connection:
        assert await vault.rows(connection, GUILD) == [shown]
        row = (await connection.execute(select(keys))).one()
    assert not any("access-key" in str(value) for value in row)


async def test_no_value_is_in_a_repr(database: Database, vault: Vault) -> None:
    await put(database, vault)
    assert "access-key" not in repr(await get(database, vault)) + repr(vars(vault))


async def test_a_new_key_takes_the_place_of_the_old_one(database: Database, vault: Vault) -> None:
    await put(database, vault)
    async with database.transaction() as connection:
        token = {"token": SecretStr("12345678")}
        await vault.put(connection, GUILD, IMGOPEN, token, by=UserId(9), now=NOW + HOUR)
        rows = await vault.rows(connection, GUILD)
    assert rows == [KeyRow(provider=IMGOPEN, last_four="5678", put_by=UserId(9), put_at=NOW + HOUR)]
    assert await get(database, vault) == {"token": SecretStr("12345678")}


async def test_a_guilds_keys_are_listed_by_provider_and_nobody_elses(database: Database, vault: Vault) -> None:
    for guild, provider in ((GUILD, TIGER), (GUILD, IMGOPEN), (OTHER, IMGOPEN)):
        await put(database, vault, guild, provider)
    async with database.reading() as connection:
        assert [row.provider for row in await vault.rows(connection, GUILD)] == [IMGOPEN, TIGER]


async def test_a_removed_key_is_gone_once(database: Database, vault: Vault) -> None:
    await put(database, vault)
    await put(database, vault, OTHER)
    async with database.transaction() as connection:
        removed = [await vault.remove(connection, GUILD, IMGOPEN) for _ in range(2)]
    assert removed == [True, False]
    assert await get(database, vault) is None
    assert await get(database, vault, OTHER) == PAIR


@pytest.mark.parametrize("moved_to", [{"guild_id": OTHER}, {"provider": TIGER}], ids=["guild", "provider"])
async def test_a_key_that_was_moved_to_another_row_does_not_open(
    database: Database, vault: Vault, moved_to: dict[str, GuildId | ProviderId]
) -> None:
    await put(database, vault)
    async with database.transaction() as connection:
        await connection.execute(update(keys).values(moved_to))
    guild, provider = moved_to.get("guild_id", GUILD), moved_to.get("provider", IMGOPEN)
    with pytest.raises(Unsealable):
        await get(database, vault, GuildId(int(guild)), ProviderId(str(provider)))


async def test_a_key_of_another_ring_does_not_open(database: Database, vault: Vault) -> None:
    await put(database, vault)
    with pytest.raises(Unsealable):
        await get(database, Vault(Sealer([SecretStr(new_key())])))


async def test_after_rotation_the_old_key_of_the_ring_is_not_needed(database: Database) -> None:
    old, new = SecretStr(new_key()), SecretStr(new_key())
    await put(database, Vault(Sealer([old])))
    await put(database, Vault(Sealer([old])), OTHER, TIGER)
    async with database.transaction() as connection:
        assert await Vault(Sealer([new, old])).rotate(connection) == 2
    only_new = Vault(Sealer([new]))
    assert await get(database, only_new) == await get(database, only_new, OTHER, TIGER) == PAIR
    async with database.reading() as connection:
        assert [row.last_four for row in await only_new.rows(connection, GUILD)] == ["cret"]


async def test_a_rotation_that_cannot_open_a_key_changes_none(database: Database, vault: Vault) -> None:
    await put(database, vault)
    await put(database, Vault(Sealer([SecretStr(new_key())])), OTHER)
    with pytest.raises(Unsealable):
        async with database.transaction() as connection:
            await vault.rotate(connection)
    assert await get(database, vault) == PAIR
