from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from bot.domain.clock import ShiftedClock
from bot.sandbox.upstreams import ImgOpen, LocalVendors, MagicTiger, TintImaging
from tests.sandbox.upstreams.customers import ImgOpenCustomer, MagicTigerCustomer, PictureHost
from tests.sandbox.upstreams.receiver import Receiver


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
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    async with TestServer(receiver.application()) as server:
        receiver.origin = str(server.make_url("")).rstrip("/")
        yield receiver


@pytest.fixture
async def vendors(
    clock: ShiftedClock,
    host: PictureHost,  # noqa: ARG001 - it outlives them
    receiver: Receiver,  # noqa: ARG001 - likewise
) -> AsyncIterator[LocalVendors]:
    async with LocalVendors(clock=clock, imaging=TintImaging()) as vendors:
        vendors.imgopen.config = replace(vendors.imgopen.config, processing_s=0, callback_time_scale=0)
        vendors.magictiger.config = replace(vendors.magictiger.config, processing_s=0, callback_time_scale=0)
        yield vendors


@pytest.fixture
def imgopen(vendors: LocalVendors) -> ImgOpen:
    return vendors.imgopen


@pytest.fixture
def magictiger(vendors: LocalVendors) -> MagicTiger:
    return vendors.magictiger


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
def swapper(imgopen: ImgOpen, session: ClientSession, host: PictureHost) -> ImgOpenCustomer:
    headers = {
        "X-Request-req-accessKeyId": imgopen.access_key_id,
        "X-Request-req-accessKeySecret": imgopen.access_key_secret,
    }
    return ImgOpenCustomer(session=session, headers=headers, base_url=imgopen.base_url, vendor=imgopen, host=host)


@pytest.fixture
def enhancer(magictiger: MagicTiger, session: ClientSession, host: PictureHost) -> MagicTigerCustomer:
    headers = {"token": magictiger.api_token}
    return MagicTigerCustomer(
        session=session, headers=headers, base_url=magictiger.base_url, vendor=magictiger, host=host
    )
