from collections.abc import AsyncIterator

import httpx
import pytest

from tests.upstreams.ailab.scripted import Scripted, scripted


@pytest.fixture
async def vendor(client: httpx.AsyncClient) -> AsyncIterator[Scripted]:
    async with scripted(client) as vendor:
        yield vendor
