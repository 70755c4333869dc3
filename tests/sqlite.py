"""SQLite files with our schema, for tests by fixture: copies of one, which is quicker than to make each."""

import asyncio
from pathlib import Path

import pytest

from tests.postgres import migrated


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with our schema and nothing in it."""
    file = tmp_path_factory.mktemp("template") / "darkroom.db"
    asyncio.run(migrated(f"sqlite+aiosqlite:///{file}"))
    return file
