from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import QueuePool

from storage.database import Database
from storage.migrate import upgrade
from storage.sealing import Sealer, new_key
from storage.tasks import Tasks
from tests.storage.books import Books


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind that we support."""
    assert request.param == "sqlite"
    return f"sqlite+aiosqlite:///{tmp_path}/darkroom.db"


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """A database that is closed afterwards, with every connection given back."""
    database = Database.open(url)
    try:
        yield database
        pool = database.engine.pool
        assert isinstance(pool, QueuePool)
        assert pool.checkedout() == 0
    finally:
        await database.close()


@pytest.fixture
async def empty(database_url: str) -> AsyncIterator[Database]:
    async with opened(database_url) as database:
        yield database


@pytest.fixture
async def database(empty: Database) -> Database:
    await upgrade(empty)
    return empty


@pytest.fixture
def sealer() -> Sealer:
    return Sealer([SecretStr(new_key())])


@pytest.fixture
def books(database: Database, sealer: Sealer) -> Books:
    return Books(database, Tasks(sealer))


@pytest.fixture
async def other_books(database_url: str, sealer: Sealer) -> AsyncIterator[Books]:
    """The same database as another process sees it: with connections of its own."""
    async with opened(database_url) as other:
        yield Books(other, Tasks(sealer))
