import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.engine.bench import Bench, open_bench
from tests.media.runners import OneProcess, one_process


@pytest.fixture(scope="session")
def pool() -> Iterator[OneProcess]:
    with one_process() as runner:
        yield runner


@pytest.fixture
def database_url(tmp_path: Path, sqlite_template: Path) -> str:
    return f"sqlite+aiosqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'darkroom.db')}"


@pytest.fixture
async def bench(database_url: str, pool: OneProcess) -> AsyncIterator[Bench]:
    async with open_bench(database_url, pool) as opened:
        yield opened
