"""A worker that is killed: what it had in hand goes on at the other one."""

from dataclasses import replace

import pytest

from bot.domain.lifecycle import State
from bot.roles import Role
from bot.sandbox.discord import Fault as DiscordFault
from bot.sandbox.upstreams import Fault
from bot.sandbox.upstreams.faults import RESULT
from tests.journeys.process import until
from tests.journeys.trades import IMGOPEN, MAGICTIGER
from tests.processes.endings import all_delivered
from tests.processes.house import House
from tests.processes.orders import Order, hurry, order

pytestmark = [pytest.mark.slow, pytest.mark.timeout(90)]

ETERNITY_S = 3600


async def test_what_a_killed_worker_had_in_hand_goes_on_at_the_other_within_the_lease(house: House) -> None:
    public = {"PUBLIC_URL": house.public_url}
    for role in (Role.WEB, Role.GATEWAY):
        await house.start(role, **public)
    doomed = await house.start(Role.WORKER, **public)
    await house.open()

    orders = [
        *await those_that_wait_for_the_vendor(house),
        await one_that_is_being_submitted(house),
        await one_whose_result_is_being_fetched(house),
        await one_that_is_being_posted(house),
        await one_whose_picture_is_being_fetched(house),
    ]
    await house.start(Role.WORKER, **public)
    await doomed.kill()

    hurry(house.vendors.imgopen)
    await all_delivered(house, orders)


async def those_that_wait_for_the_vendor(house: House) -> list[Order]:
    """As many as it can do at a time."""
    vendor = house.vendors.imgopen
    vendor.config = replace(vendor.config, processing_s=ETERNITY_S)
    waiting = [await order(house, IMGOPEN) for _ in range(2)]
    for each in waiting:
        await house.until_in(each.task_id, State.RUNNING)
    return waiting


async def one_that_is_being_submitted(house: House) -> Order:
    """It is billed, and answered only when it is done: it stands in the vendor's queue."""
    house.vendors.imgopen.faults.add(Fault.EARLY, endpoint=IMGOPEN.submission)
    submitting = await order(house, IMGOPEN)
    await until(lambda: submitting.task_id in house.paid())
    await house.until_in(submitting.task_id, State.SUBMITTING)
    return submitting


async def one_whose_result_is_being_fetched(house: House) -> Order:
    house.vendors.magictiger.faults.add(Fault.HANG, endpoint=RESULT)
    fetching = await order(house, MAGICTIGER)
    await house.vendors.magictiger.faults.met(Fault.HANG)
    return fetching


async def one_that_is_being_posted(house: House) -> Order:
    """Its picture is on the way to Discord, and never arrives."""
    house.discord.faults.add(
        DiscordFault(kind="delay", method="PATCH", path_regex="@original", times=1000, seconds=ETERNITY_S)
    )
    posting = await order(house, MAGICTIGER)
    await house.until_row(lambda row: row["id"] == posting.task_id and row["posting_at"] is not None)
    house.discord.faults.clear()
    return posting


async def one_whose_picture_is_being_fetched(house: House) -> Order:
    house.discord.faults.add(DiscordFault(kind="cdn_slow", seconds=ETERNITY_S))
    fetching = await order(house, MAGICTIGER)
    await house.until_row(lambda row: row["id"] == fetching.task_id and row["lease_owner"] is not None)
    house.discord.faults.clear()
    return fetching
