import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import QueuePool

from storage.database import Database
from storage.sealing import Sealer, new_key
from storage.tasks import Tasks
from tests.postgres import Server
from tests.storage.books import Books


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database that we support."""
    return str(request.param)


@pytest.fixture
def empty_url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A database without any table."""
    if kind == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/darkroom.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def database_url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database at the newest revision: a copy, which is quicker than to make one."""
    if kind == "sqlite":
        file = tmp_path / "darkroom.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite+aiosqlite:///{file}"
        return
    server: Server = request.getfixturevalue("postgres")
    with server.database(like=request.getfixturevalue("postgres_template")) as url:
        yield url


@asynccontextmanager
async def opened(url: str, *, busy_timeout_s: float = 10) -> AsyncIterator[Database]:
    """A database that is closed afterwards, with every connection given back."""
    database = Database.open(url, busy_timeout_s=busy_timeout_s)
    try:
        yield database
        pool = database.engine.pool
        assert isinstance(pool, QueuePool)
        assert pool.checkedout() == 0
    finally:
        await database.close()


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[Database]:
    async with opened(empty_url) as database:
        yield database


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with opened(database_url) as database:
        yield database


@pytest.fixture
async def impatient(database_url: str) -> AsyncIterator[Database]:
    """Another process, that does not wait for ours."""
    async with opened(database_url, busy_timeout_s=0.001) as other:
        yield other


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
