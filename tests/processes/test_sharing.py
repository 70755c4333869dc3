"""A gateway process, two workers and a web process share the work."""

import asyncio
from dataclasses import replace

import pytest

from bot.roles import Role
from tests.journeys.trades import IMGOPEN, MAGICTIGER
from tests.processes.endings import all_delivered
from tests.processes.house import House
from tests.processes.orders import order

pytestmark = [pytest.mark.slow, pytest.mark.timeout(90)]

SLEEPY = {"ENGINE__IDLE_MAX_S": "60", "ENGINE__LEASE_S": "60", "PROVIDERS__IMGOPEN__PACE__POLL_SAFETY_S": "600"}
"""Nobody looks for work unasked for longer than the test may last."""
CALLED_BACK = {"PROVIDERS__IMGOPEN__CALLBACK_TOOLS": '["roop"]'}
BATCH = 6


async def test_a_batch_of_commands_is_shared_by_two_workers_and_every_bell_is_heard(house: House) -> None:
    """One half is polled for; of the other the web process hears, and has to wake a worker."""
    house.vendors.imgopen.config = replace(house.vendors.imgopen.config, callback_tools=frozenset({"roop"}))
    changes = {**SLEEPY, **CALLED_BACK, "PUBLIC_URL": house.public_url, "ENGINE__DUTIES_AT_ONCE": "1"}
    roles = (Role.GATEWAY, Role.WORKER, Role.WORKER, Role.WEB)
    _, *workers, web = await asyncio.gather(*(house.start(role, **changes) for role in roles))
    await house.open()

    orders = [await order(house, trade) for trade in (IMGOPEN, MAGICTIGER) * BATCH]

    await all_delivered(house, orders)
    assert all(worker.said("task moved", "deliver") for worker in workers)
    assert web.said('"callback"', "imgopen", "taken") >= BATCH
    questions = [call for call in house.vendors.imgopen.calls if call.endpoint == "queryTask"]
    assert len(questions) <= 2 * BATCH
    bodies = [call.body for call in house.submissions()]
    pictures = [body[name] for body in bodies for name in ("sourceUrl", "targetUrl", "picurl") if name in body]
    assert len(pictures) == 3 * BATCH
    assert all(url.startswith(f"{house.public_url}/media/") for url in pictures)
