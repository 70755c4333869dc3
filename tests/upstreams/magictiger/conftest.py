from collections.abc import AsyncIterator

import httpx
import pytest

from bot.domain.clock import ShiftedClock
from bot.sandbox.upstreams import LocalVendors
from tests.sandbox.upstreams.customers import PictureHost
from tests.upstreams.magictiger.bench import TYPES, Bench


@pytest.fixture
async def bench(
    client: httpx.AsyncClient, clock: ShiftedClock, vendors: LocalVendors, host: PictureHost
) -> AsyncIterator[Bench]:
    bench = Bench(client=client, clock=clock, vendor=vendors.magictiger, host=host)
    bench.configure(enhance_types=TYPES)
    yield bench
    assert bench.vendor.violations == []
