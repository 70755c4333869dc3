"""What the doctor says of a database that an older program made."""

import pytest
from pydantic import SecretStr

from bot.doctor import Finding
from storage.database import Database
from storage.sealing import Sealer, new_key
from tests.doctor.practice import Practice
from tests.storage.first_revision import leave

pytestmark = pytest.mark.usefixtures("own_logging")


async def test_an_old_database_is_fine_and_run_upgrades_it(practice: Practice) -> None:
    (practice.folder / "data").mkdir()
    database = Database.open("sqlite+aiosqlite:///data/darkroom.db")
    await leave(database, Sealer([SecretStr(new_key())]))
    await database.close()

    found = (await practice.finds())["migrations"]

    assert found == Finding(what="migrations", found="at 0001; `run` upgrades it to 0003")
