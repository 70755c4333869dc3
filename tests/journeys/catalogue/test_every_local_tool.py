"""What this machine does is delivered, is free, and is what the tool promises."""

import pytest

from bot.domain.lifecycle import State
from bot.domain.toolbox import TOOLS
from tests.journeys.catalogue import sights
from tests.journeys.catalogue.exhibits import Exhibit, show
from tests.journeys.catalogue.local import LOCAL, PICKED
from tests.journeys.catalogue.parts import changes_inside
from tests.journeys.endings import gives_back, paid
from tests.journeys.fixture import Stage
from tests.journeys.picking import FIRST, asks
from tests.journeys.works import is_done

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


@pytest.mark.parametrize("exhibit", LOCAL, ids=lambda exhibit: exhibit.name)
async def test_what_is_delivered_keeps_the_promise(room: Stage, exhibit: Exhibit) -> None:
    before = paid(room)

    shown = await show(room, exhibit)

    assert shown.task.price == 0
    assert await gives_back(room)
    assert paid(room) == before


async def test_of_two_faces_the_one_that_was_picked_is_replaced(room: Stage) -> None:
    pictures = {"source": sights.astronaut(), "target": sights.group()}
    asked = await room.mia.slash(room.channel, "faceswap", **pictures, provider="local")
    question = await asked.until(asks)
    message = await (await room.mia.pick(question, FIRST, "1")).until(is_done)
    task = await room.until_task(lambda task: task.state is State.DELIVERED)

    assert (task.offer, task.price) == (PICKED, 0)
    changes_inside(0, 0, 0.45, 1, slot="target")({"target": pictures["target"].data}, [message.attachments[0].data])


async def test_every_tool_is_a_command(gallery: Stage) -> None:
    await gallery.discord.wait_for_commands(*(tool.key for tool in TOOLS))
