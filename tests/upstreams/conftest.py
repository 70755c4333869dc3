from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from aiohttp.test_utils import TestServer

from bot.domain.clock import ShiftedClock
from bot.sandbox.upstreams import LocalVendors, TintImaging
from tests.certificates import NOBODYS
from tests.sandbox.upstreams.customers import PictureHost


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, verify=NOBODYS) as client:
        yield client


@pytest.fixture
def clock() -> ShiftedClock:
    return ShiftedClock()


@pytest.fixture
async def host() -> AsyncIterator[PictureHost]:
    host = PictureHost()
    async with TestServer(host.application()) as server:
        host.origin = str(server.make_url("")).rstrip("/")
        yield host


@pytest.fixture
async def vendors(clock: ShiftedClock, host: PictureHost) -> AsyncIterator[LocalVendors]:  # noqa: ARG001 - it outlives them
    async with LocalVendors(clock=clock, imaging=TintImaging()) as vendors:
        vendors.imgopen.config = replace(vendors.imgopen.config, processing_s=0)
        vendors.magictiger.config = replace(vendors.magictiger.config, processing_s=0)
        yield vendors
