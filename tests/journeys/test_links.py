"""Pictures that vendors fetch by a link of ours."""

from datetime import timedelta

import pytest
from aiohttp import ClientSession

from bot.domain.ids import new_media_name
from bot.domain.lifecycle import State
from bot.sandbox.upstreams import Fault, Script
from tests.journeys.calling import comes_to_rest
from tests.journeys.endings import is_delivered, is_refunded
from tests.journeys.fixture import Stage
from tests.journeys.pictures import png
from tests.journeys.trades import MAGICTIGER, Trade, at_both
from tests.journeys.troubles import DEADLINE

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def fetch(link: str) -> tuple[int, str, bytes]:
    """Status, type and bytes, as a vendor gets them that follows no redirect."""
    async with ClientSession() as session, session.get(link, allow_redirects=False) as response:
        return response.status, response.content_type, await response.read()


@at_both
async def test_vendors_fetch_from_us_where_we_have_a_public_address(called_room: Stage, trade: Trade) -> None:
    await is_delivered(called_room, trade, await trade.order(called_room))

    sent = trade.links(called_room)
    assert len(sent) == len(trade.slots)
    assert all(link.startswith(f"{called_room.settings['public_url']}/media/") for link in sent)


async def test_a_link_gives_the_picture_at_once_and_to_nobody_who_changes_it(called_room: Stage) -> None:
    called_room.vendors.magictiger.scripts.append(Script.NEVER_FINISH)
    conversation = await MAGICTIGER.order(called_room)
    task = await called_room.until_task(lambda task: task.state is State.RUNNING)
    (link,) = MAGICTIGER.links(called_room)
    name = task.inputs[0].media
    assert name
    assert name in link

    assert await fetch(link) == (200, "image/png", png().data)
    assert (await fetch(link.replace(name, new_media_name())))[0] == 404
    expiry, signature = link.split("/")[-2:]
    assert (await fetch(link.replace(expiry, str(int(expiry) + 1))))[0] == 404
    assert (await fetch(link.replace(signature, signature[::-1])))[0] == 404
    called_room.clock.shift(DEADLINE)
    await is_refunded(called_room, conversation)


async def test_a_link_is_dead_after_its_time_though_the_picture_is_still_there(called_room: Stage) -> None:
    """The first submission is put off for a while: the second one has a link of its own, for longer."""
    magictiger = called_room.vendors.magictiger
    magictiger.faults.add(Fault.TOO_MANY_REQUESTS, endpoint=MAGICTIGER.submission)
    magictiger.faults.retry_after_s = 300
    magictiger.scripts.append(Script.NEVER_FINISH)
    await MAGICTIGER.order(called_room)
    await called_room.until_task(lambda task: task.attempts == 1)
    called_room.clock.shift(timedelta(seconds=300))
    await called_room.until_task(lambda task: task.state is State.RUNNING)
    earlier, later = MAGICTIGER.links(called_room)
    called_room.clock.shift(timedelta(seconds=310))

    assert [(await fetch(link))[0] for link in (earlier, later)] == [404, 200]
    called_room.clock.shift(DEADLINE)
    await called_room.until_task(lambda task: task.state is State.REFUNDED)


async def test_a_link_leads_nowhere_once_the_task_is_over(called_room: Stage) -> None:
    await is_delivered(called_room, MAGICTIGER, await MAGICTIGER.order(called_room))
    await comes_to_rest(called_room)
    (link,) = MAGICTIGER.links(called_room)

    assert (await fetch(link))[0] == 404
