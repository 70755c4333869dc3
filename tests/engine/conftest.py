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
async def bench(tmp_path: Path, pool: OneProcess) -> AsyncIterator[Bench]:
    async with open_bench(f"sqlite+aiosqlite:///{tmp_path}/darkroom.db", pool) as opened:
        yield opened
