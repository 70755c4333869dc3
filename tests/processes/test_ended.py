"""SIGTERM: every process ends with status 0, whatever its role, and the next ones lose nothing."""

import asyncio
from dataclasses import replace

import pytest

from bot.roles import Role
from bot.sandbox.upstreams import Fault
from tests.journeys.process import until
from tests.journeys.trades import IMGOPEN, MAGICTIGER
from tests.processes.endings import all_delivered
from tests.processes.house import House
from tests.processes.orders import hurry, order, order_in_the_making

pytestmark = [pytest.mark.slow, pytest.mark.timeout(90)]

BATCH = 3
CALLED_BACK = {
    "PROVIDERS__MAGICTIGER__CALLBACKS": "true",
    "PROVIDERS__MAGICTIGER__POLL_SAFETY_S": "600",
    "ENGINE__IDLE_MAX_S": "60",
}


async def test_a_gateway_and_workers_end_well_amid_the_work_and_the_next_ones_finish_it(house: House) -> None:
    roles = (Role.GATEWAY, Role.WORKER, Role.WORKER)
    first = await asyncio.gather(*(house.start(role) for role in roles))
    await house.open()
    orders = [await order(house, trade) for trade in (IMGOPEN, MAGICTIGER) * BATCH]
    await until(lambda: bool(house.submissions()))

    assert await asyncio.gather(*(process.stop() for process in first)) == [0] * len(roles)
    assert all(process.said('"stopped"') for process in first)
    assert [row["id"] for row in await house.until(bool) if row["lease_owner"] is not None] == []
    await asyncio.gather(*(house.start(role) for role in roles))

    await all_delivered(house, orders)


async def test_a_web_process_ends_well_and_what_the_vendor_calls_meanwhile_reaches_the_next_one(house: House) -> None:
    """Nobody asks the vendor unasked: what goes on was called for."""
    changes = {**CALLED_BACK, "PUBLIC_URL": house.public_url}
    web, *_ = [await house.start(role, **changes) for role in (Role.WEB, Role.GATEWAY, Role.WORKER)]
    await house.open()
    vendor = house.vendors.magictiger
    vendor.config = replace(
        vendor.config,
        callback_url=f"{house.public_url}/callbacks/magictiger",
        callback_delays_s=(0.2,),
        callback_max_tries=200,
    )
    ordered = await order_in_the_making(house)

    assert await web.stop() == 0
    hurry(vendor)
    await vendor.callback_tries(1)
    assert not vendor.callbacks[0].delivered
    web = await house.start(Role.WEB, **changes)

    await all_delivered(house, [ordered])
    assert web.said('"callback"', "magictiger", "taken") == 1


async def test_a_worker_that_is_told_to_end_finishes_what_it_is_paying_for(house: House) -> None:
    await house.start(Role.GATEWAY)
    worker = await house.start(Role.WORKER)
    await house.open()
    house.vendors.magictiger.faults.slow_s = 1
    house.vendors.magictiger.faults.add(Fault.SLOW, endpoint=MAGICTIGER.submission)
    ordered = await order(house, MAGICTIGER)
    await house.vendors.magictiger.faults.met(Fault.SLOW)

    assert await worker.stop() == 0
    await house.start(Role.WORKER)

    await all_delivered(house, [ordered])
