import pytest
from pydantic import SecretStr

from bot.domain.errors import Misconfigured
from storage import canary
from storage.database import Database
from storage.sealing import Sealer, new_key

OLD, NEW, OTHER = (SecretStr(new_key()) for _ in range(3))


async def check(database: Database, *keys: SecretStr) -> None:
    async with database.transaction() as connection:
        await canary.check(connection, Sealer(keys))


async def test_the_keys_of_the_first_process_are_everybodys(database: Database) -> None:
    await check(database, OLD)
    await check(database, OLD)
    await check(database, NEW, OLD)


async def test_other_keys_are_refused_by_name(database: Database) -> None:
    await check(database, OLD)
    with pytest.raises(Misconfigured, match="DARKROOM_SECRET_KEYS: these are not the keys"):
        await check(database, OTHER)


async def test_once_renewed_the_old_key_may_go(database: Database) -> None:
    await check(database, OLD)
    async with database.transaction() as connection:
        await canary.renew(connection, Sealer([NEW, OLD]))
    await check(database, NEW)
    with pytest.raises(Misconfigured):
        await check(database, OLD)
