from collections.abc import AsyncIterator

import pytest

from tests.engine.bench import Bench
from tests.engine.conftest import bench, database_url, pool
from tests.web.site import Site, open_site

__all__ = ["bench", "database_url", "pool"]


@pytest.fixture
async def site(bench: Bench) -> AsyncIterator[Site]:
    async with open_site(bench) as opened:
        yield opened
