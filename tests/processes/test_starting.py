"""Processes that start together, and those that must not start."""

import asyncio

import pytest

from bot.roles import Role
from storage import migrate
from tests.journeys.trades import MAGICTIGER
from tests.processes.endings import all_delivered
from tests.processes.house import House
from tests.processes.orders import order

pytestmark = [pytest.mark.slow, pytest.mark.timeout(90)]


async def test_processes_that_start_together_on_an_empty_database_migrate_it_once_and_all_come_up(house: House) -> None:
    roles = (Role.GATEWAY, Role.WORKER, Role.WEB, Role.WORKER, Role.WORKER)
    processes = await asyncio.gather(*(house.start(role, PUBLIC_URL=house.public_url) for role in roles))
    await house.open()

    assert sum(process.said("database upgraded") for process in processes) == 1
    assert await migrate.current(house.database) == migrate.head()
    await all_delivered(house, [await order(house, MAGICTIGER)])
