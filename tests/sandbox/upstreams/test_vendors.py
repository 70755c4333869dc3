from dataclasses import replace

import pytest
from aiohttp import ClientConnectionError, ClientSession

from bot.domain.clock import SystemClock
from bot.sandbox.upstreams import ImgOpen, LocalVendors, MagicTiger, Script, TintImaging
from tests.sandbox.upstreams.customers import ImgOpenCustomer, MagicTigerCustomer


async def test_every_vendor_answers_on_one_loopback_port(vendors: LocalVendors) -> None:
    origins = {vendor.base_url.removesuffix(f"/{prefix}") for prefix, vendor in vendors.all.items()}

    assert len(origins) == 1
    assert origins.pop().startswith("http://127.0.0.1:")


async def test_result_urls_are_on_the_vendors_own_host(
    imgopen: ImgOpen, magictiger: MagicTiger, swapper: ImgOpenCustomer, enhancer: MagicTigerCustomer
) -> None:
    assert (await swapper.swap())["outputImageUrl"].startswith(imgopen.base_url)
    assert (await enhancer.enhance())["outputurl"].startswith(magictiger.base_url)


async def test_credentials_differ_from_vendor_to_vendor_and_from_run_to_run(
    vendors: LocalVendors, imgopen: ImgOpen, magictiger: MagicTiger
) -> None:
    other = ImgOpen(clock=SystemClock(), imaging=TintImaging())

    keys = {imgopen.access_key_secret, other.access_key_secret, magictiger.api_token, vendors.ailab.api_key}
    assert len(keys) == 4
    assert imgopen.access_key_id.startswith("openapi-")


async def test_a_closed_vendor_answers_nobody(session: ClientSession) -> None:
    async with LocalVendors(clock=SystemClock(), imaging=TintImaging()) as vendors:
        url = vendors.imgopen.base_url

    with pytest.raises(ClientConnectionError):
        await session.post(url)


async def test_the_place_in_the_queue_is_told(magictiger: MagicTiger, enhancer: MagicTigerCustomer) -> None:
    magictiger.config = replace(magictiger.config, processing_s=3600)

    first, second, third = [(await enhancer.create()).json["data"] for _ in range(3)]
    asked = [(await enhancer.get(data["taskid"])).json["data"] for data in (first, second, third)]

    assert [data["queuenum"] for data in asked] == [0, 0, 1]
    assert [data["status"] for data in asked] == [1, 1, 0]


async def test_a_stuck_task_does_not_block_the_end_of_a_run() -> None:
    async with LocalVendors(clock=SystemClock(), imaging=TintImaging()) as vendors:
        vendors.magictiger.scripts.append(Script.NEVER_FINISH)
        await vendors.magictiger.idle()
