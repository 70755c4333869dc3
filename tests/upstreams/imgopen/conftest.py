from collections.abc import AsyncIterator

import httpx
import pytest

from bot.domain.clock import ShiftedClock
from bot.sandbox.upstreams import LocalVendors
from tests.sandbox.upstreams.customers import PictureHost
from tests.upstreams.imgopen.bench import Bench


@pytest.fixture
async def bench(
    client: httpx.AsyncClient, clock: ShiftedClock, vendors: LocalVendors, host: PictureHost
) -> AsyncIterator[Bench]:
    bench = Bench(client=client, clock=clock, vendor=vendors.imgopen, host=host)
    yield bench
    assert bench.vendor.violations == []
