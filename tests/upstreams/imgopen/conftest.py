from collections.abc import AsyncIterator

import httpx
import pytest

from bot.domain.clock import ShiftedClock
from bot.sandbox.upstreams import LocalVendors
from tests.sandbox.upstreams.customers import PictureHost
from tests.upstreams.imgopen.bench import Bench
from tests.upstreams.imgopen.scripted import Scripted, scripted


@pytest.fixture
async def bench(
    client: httpx.AsyncClient, clock: ShiftedClock, vendors: LocalVendors, host: PictureHost
) -> AsyncIterator[Bench]:
    bench = Bench(client=client, clock=clock, vendor=vendors.imgopen, host=host)
    yield bench
    assert bench.vendor.violations == []


@pytest.fixture
async def vendor(client: httpx.AsyncClient) -> AsyncIterator[Scripted]:
    async with scripted(client) as vendor:
        yield vendor
