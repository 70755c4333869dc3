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
from tests.processes.orders import order

pytestmark = [pytest.mark.slow, pytest.mark.timeout(90)]

ROLES = (Role.GATEWAY, Role.WORKER, Role.WORKER, Role.WEB)
BATCH = 3


async def test_all_processes_end_well_amid_the_work_and_the_next_ones_finish_it(house: House) -> None:
    house.vendors.imgopen.config = replace(house.vendors.imgopen.config, callback_tools=frozenset({"roop"}))
    first = await asyncio.gather(*(house.start(role, PUBLIC_URL=house.public_url) for role in ROLES))
    await house.open()
    orders = [await order(house, trade) for trade in (IMGOPEN, MAGICTIGER) * BATCH]
    await until(lambda: bool(house.submissions()))

    assert await asyncio.gather(*(process.stop() for process in first)) == [0] * len(ROLES)
    assert all(process.said('"stopped"') for process in first)
    held = [row["id"] for row in await house.until(bool) if row["lease_owner"] is not None]
    assert held == []
    await asyncio.gather(*(house.start(role, PUBLIC_URL=house.public_url) for role in ROLES))

    await all_delivered(house, orders)


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
