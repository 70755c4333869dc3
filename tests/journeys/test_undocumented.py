"""What the vendors' documents leave open: whichever way it is, the bot understands."""

from dataclasses import replace

import pytest

from bot.sandbox.upstreams import Script, StatusNumbers, ToolSwitches
from bot.sandbox.upstreams.imgopen import SD_NUMBERS, ZERO_NUMBERS
from tests.journeys.endings import is_delivered, is_refunded
from tests.journeys.fixture import Stage
from tests.journeys.trades import IMGOPEN, MAGICTIGER

pytestmark = pytest.mark.asyncio(loop_scope="module")

PERMUTED = StatusNumbers(queued=3, running=2, done=1, failed=0)


@pytest.mark.parametrize(
    "switches",
    [
        ToolSwitches(submit_reply="result"),
        ToolSwitches(id_field="taskId", status_as_text=True),
        ToolSwitches(numbers=SD_NUMBERS, polls_before_done=3),
        ToolSwitches(numbers=ZERO_NUMBERS, polls_before_done=3),
        ToolSwitches(result_field="imageUrl"),
        ToolSwitches(result_field="outputImageUrls", result_as_list=True),
    ],
    ids=["result at once", "numbers as text", "2 is done", "always 0", "another field", "a list"],
)
async def test_whatever_img_opens_documents_leave_open_the_picture_arrives(room: Stage, switches: ToolSwitches) -> None:
    room.vendors.imgopen.config = replace(room.vendors.imgopen.config, switches=switches)

    await is_delivered(room, IMGOPEN, await IMGOPEN.order(room))


@pytest.mark.parametrize(
    "oddity",
    [
        {"numbers_as_strings": True},
        {"status_map": PERMUTED},
        {"status_map": StatusNumbers(queued=0, running=0, done=0, failed=0)},
        {"type_mismatch": "not_exist"},
        {"faces": 0},
    ],
    ids=["numbers as strings", "permuted numbers", "always 0", "strict about types", "no faces"],
)
async def test_whatever_magic_tigers_document_leaves_open_the_picture_arrives(
    room: Stage, oddity: dict[str, object]
) -> None:
    room.vendors.magictiger.config = replace(room.vendors.magictiger.config, **oddity)  # type: ignore[arg-type]  # as named

    await is_delivered(room, MAGICTIGER, await MAGICTIGER.order(room))


@pytest.mark.parametrize("script", [Script.FAIL_AT_CREATE, Script.FAIL_LATER], ids=lambda script: script.name.lower())
@pytest.mark.parametrize(
    "oddity",
    [{"numbers_as_strings": True}, {"status_map": PERMUTED}, {"data_null_on_error": True}],
    ids=["numbers as strings", "permuted numbers", "null for no data"],
)
async def test_whatever_magic_tigers_document_leaves_open_a_failure_is_understood(
    room: Stage, script: Script, oddity: dict[str, object]
) -> None:
    room.vendors.magictiger.config = replace(room.vendors.magictiger.config, **oddity)  # type: ignore[arg-type]  # as named
    room.vendors.magictiger.scripts.append(script)
    code = "1001001" if script is Script.FAIL_AT_CREATE else "9000003"

    await is_refunded(room, await MAGICTIGER.order(room), "Magic Tiger", code)
