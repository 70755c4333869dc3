"""The tools whose pages say so call back, each about its own task; drawings are asked about."""

from collections import Counter
from collections.abc import Awaitable, Callable

import pytest

from bot.sandbox.upstreams.imgopen.queries import TOOL_QUERY
from tests.journeys.errands import CALLING_BACK, DRAWINGS, at_each, errand
from tests.journeys.fixture import Stage
from tests.journeys.picking import FIRST, question, result
from tests.journeys.works import make

pytestmark = pytest.mark.asyncio(loop_scope="module")

Heard = Callable[[], Awaitable[Counter[str]]]


def questions(stage: Stage) -> int:
    """How often image tools were asked about."""
    return [call.endpoint for call in stage.vendors.imgopen.calls].count(TOOL_QUERY)


@at_each(*CALLING_BACK)
async def test_a_tool_whose_page_says_so_calls_back_and_is_asked_once(
    called_room: Stage, heard: Heard, endpoint: str
) -> None:
    await make(called_room, **errand(endpoint))
    await called_room.vendors.imgopen.callbacks_done()

    assert questions(called_room) == 1
    assert await heard() == {"taken": 1}


async def test_both_rounds_of_a_question_call_back_about_the_same_task(called_room: Stage, heard: Heard) -> None:
    asked = await question(called_room)
    await result(called_room, await called_room.mia.pick(asked, FIRST, "1"))
    await called_room.vendors.imgopen.callbacks_done()
    (task,) = await called_room.tasks()

    assert [entry.own_id for entry in called_room.vendors.imgopen.callbacks] == [task.id, f"{task.id}-2"]
    assert questions(called_room) == 2
    assert await heard() == {"taken": 2}


@at_each(*sorted(DRAWINGS - {"sd/v2/controlnet"}))
async def test_a_drawing_calls_nobody_and_comes_all_the_same(called_room: Stage, heard: Heard, endpoint: str) -> None:
    await make(called_room, **errand(endpoint))

    assert await heard() == {}
