"""Img Open's documents disagree about numbers, names and ways of answering: whichever it is, the result arrives."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation
from bot.sandbox.upstreams import Fault, Script, StatusNumbers, ToolSwitches
from bot.sandbox.upstreams.imgopen import SD_NUMBERS, WRITTEN_NUMBERS, ZERO_NUMBERS
from tests.journeys.endings import is_refunded, paid
from tests.journeys.errands import at_each, errand
from tests.journeys.fixture import Stage
from tests.journeys.picking import DETECTION, FIRST, FUSION, question, result
from tests.journeys.works import make

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]

ODDITIES = {
    "at once, as text": ToolSwitches(submit_reply="result", status_as_text=True),
    "always 0, as text": ToolSwitches(
        numbers=ZERO_NUMBERS, status_as_text=True, id_field="id_task", polls_before_done=2
    ),
    "2 is done, without an id": ToolSwitches(numbers=SD_NUMBERS, id_field="somethingElse", polls_before_done=1),
}
FAILED_IS_2 = StatusNumbers(queued=0, running=1, done=3, failed=2)
PATIENCE = timedelta(minutes=10)


def behaves(stage: Stage, switches: ToolSwitches) -> None:
    """The vendor answers in that way."""
    stage.vendors.imgopen.config = replace(stage.vendors.imgopen.config, switches=switches)


async def send(stage: Stage, endpoint: str) -> Conversation:
    """Mia's command, of which it is not yet known what becomes of it."""
    options = errand(endpoint)
    del options["at"]
    return await stage.mia.slash(stage.channel, options.pop("command"), **options)


@at_each()
@pytest.mark.parametrize("oddity", ODDITIES)
async def test_the_result_arrives_however_it_is_told(supplied_room: Stage, endpoint: str, oddity: str) -> None:
    behaves(supplied_room, ODDITIES[oddity])

    await make(supplied_room, **errand(endpoint))


@pytest.mark.parametrize("oddity", ODDITIES)
async def test_the_question_which_face_and_its_answer_arrive_too(supplied_room: Stage, oddity: str) -> None:
    behaves(supplied_room, ODDITIES[oddity])
    asked = await question(supplied_room)

    await result(supplied_room, await supplied_room.mia.pick(asked, FIRST, "2"))


@at_each("sd/v2/text2image", "interrogate", "face/detection")
async def test_a_failure_that_the_code_tells_is_given_back_at_once(supplied_room: Stage, endpoint: str) -> None:
    supplied_room.vendors.imgopen.scripts.append(Script.FAIL_LATER)

    await is_refunded(supplied_room, await send(supplied_room, endpoint), "Img Open", "code 400")
    assert paid(supplied_room) == [endpoint]


async def test_a_drawing_that_is_done_without_a_picture_has_failed(supplied_room: Stage) -> None:
    behaves(supplied_room, ToolSwitches(numbers=FAILED_IS_2, failure_by_code=False))
    supplied_room.vendors.imgopen.scripts.append(Script.FAIL_LATER)

    await is_refunded(supplied_room, await send(supplied_room, "sd/v2/text2image"), "Img Open", "status 2")


async def test_a_tools_number_for_failure_is_not_believed_before_the_deadline(supplied_room: Stage) -> None:
    behaves(supplied_room, ToolSwitches(failure_by_code=False))
    supplied_room.vendors.imgopen.scripts.append(Script.FAIL_LATER)
    conversation = await send(supplied_room, "interrogate")
    await supplied_room.until_task(lambda task: task.state is State.RUNNING and task.polls > 1)
    supplied_room.clock.shift(PATIENCE)

    await is_refunded(supplied_room, conversation, "didn't finish within 10 minutes")


@at_each("sd/v2/text2image", "interrogate", "prompts/expand", "imgExpand")
async def test_a_submission_whose_answer_was_lost_is_found_again_and_paid_for_once(
    supplied_room: Stage, endpoint: str
) -> None:
    supplied_room.vendors.imgopen.faults.add(Fault.DROP_AFTER_COMMIT, endpoint=endpoint)

    await make(supplied_room, **errand(endpoint))


@at_each("sd/v2/text2image", "interrogate", "prompts/expand", "imgExpand")
async def test_a_submission_that_never_arrived_is_given_back_and_never_sent_again(
    supplied_room: Stage, endpoint: str
) -> None:
    supplied_room.vendors.imgopen.faults.add(Fault.DROP_BEFORE_COMMIT, endpoint=endpoint)

    await is_refunded(supplied_room, await send(supplied_room, endpoint), "doesn't know of")
    assert paid(supplied_room) == []
    assert [call.endpoint for call in supplied_room.vendors.imgopen.calls].count(endpoint) == 1


async def test_a_swap_whose_answer_was_lost_is_found_by_the_name_of_its_second_round(supplied_room: Stage) -> None:
    supplied_room.vendors.imgopen.faults.add(Fault.DROP_AFTER_COMMIT, endpoint=FUSION)
    asked = await question(supplied_room)

    await result(supplied_room, await supplied_room.mia.pick(asked, FIRST, "2"))


async def test_a_swap_that_never_arrived_gives_the_search_back_too(supplied_room: Stage) -> None:
    supplied_room.vendors.imgopen.faults.add(Fault.DROP_BEFORE_COMMIT, endpoint=FUSION)
    asked = await question(supplied_room)

    await is_refunded(supplied_room, await supplied_room.mia.pick(asked, FIRST, "2"), "doesn't know of")
    assert paid(supplied_room) == [DETECTION]


@at_each("sd/v2/text2image", "interrogate", "face/detection")
async def test_a_vendor_that_says_finished_and_names_nothing_is_asked_again(
    supplied_room: Stage, endpoint: str
) -> None:
    behaves(supplied_room, ToolSwitches(numbers=WRITTEN_NUMBERS))
    supplied_room.vendors.imgopen.faults.add(Fault.LIE)

    await make(supplied_room, **errand(endpoint))
