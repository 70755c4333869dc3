"""What no document of Img Open's describes, done as the operator's tables tell; every name is invented."""

from dataclasses import replace
from typing import Any

import pytest

from bot.sandbox.upstreams import Script
from tests.journeys.endings import is_refunded
from tests.journeys.fixture import Stage
from tests.journeys.manual import help_of, line_of
from tests.journeys.pictures import png, size_of
from tests.journeys.supplies import ROOT
from tests.journeys.works import is_done, make

pytestmark = pytest.mark.asyncio(loop_scope="module")

MASK = png(96, 64, name="mask.png")


@pytest.mark.parametrize(
    ("command", "options", "path", "sent"),
    [
        ("hairstyle", {"style": "bob"}, "barber", {"cut": "bob"}),
        ("restore", {}, "mend", {}),
        ("enlarge", {}, "sharper", {}),
        ("enlarge", {"factor": 4}, "larger", {"times": 4}),
        ("erase", {"mask": MASK}, "eraser", {}),
        ("removebg", {}, "scissors", {}),
        ("watermark", {"text": "© Mia"}, "stamp", {"words": "© Mia"}),
    ],
    ids=["hairstyle", "restore", "super resolution", "enlarge", "erase", "removebg", "watermark"],
)
async def test_what_is_known_by_name_only_works_as_the_table_tells(
    supplied_room: Stage, command: str, options: dict[str, Any], path: str, sent: dict[str, Any]
) -> None:
    options = options | {"provider": "imgopen"}
    work = await make(supplied_room, command, at=f"{ROOT}/{path}", image=png(96, 64), **options)

    assert sent.items() <= _flat(work.body).items()
    assert [size_of(attachment.data) for attachment in work.message.attachments] == [(96, 64)]


def _flat(body: dict[str, Any]) -> dict[str, Any]:
    """What is in a body, without the objects around it."""
    inner = (_flat(value) if isinstance(value, dict) else {name: value} for name, value in body.items())
    return {name: value for each in inner for name, value in each.items()}


async def test_a_table_without_a_query_is_done_with_the_first_answer(supplied_room: Stage) -> None:
    await make(supplied_room, "restore", at=f"{ROOT}/mend", image=png())

    asked = [call.endpoint for call in supplied_room.vendors.imgopen.calls]
    assert asked == [f"{ROOT}/mend", "result"]


async def test_an_extra_of_the_operators_has_a_command_of_its_own(supplied_room: Stage) -> None:
    work = await make(supplied_room, "pixelate", at=f"{ROOT}/blocks", photo=png(96, 64), blocks=16)

    assert work.body["across"] == 16
    assert [size_of(attachment.data) for attachment in work.message.attachments] == [(96, 64)]


async def test_an_extra_can_answer_in_words(supplied_room: Stage) -> None:
    work = await make(supplied_room, "title", at=f"{ROOT}/titles", photo=png(96, 64))

    assert "a picture of 96 by 64" in work.message.content
    assert len(work.task.results) == 2


async def test_progress_is_shown_where_the_table_finds_it(supplied_room: Stage) -> None:
    vendor = supplied_room.vendors.imgopen
    vendor.config = replace(vendor.config, processing_s=3600)
    asked = await supplied_room.mia.slash(supplied_room.channel, "enlarge", image=png(), factor=2)
    await asked.until(lambda message: "50 % done" in message.content)
    (bill,) = vendor.paid_tasks
    vendor.register[f"{ROOT}/larger", bill.platform_id].hurry.set()

    assert (await asked.until(is_done)).attachments


async def test_what_the_table_calls_failed_is_given_up_and_paid_back(supplied_room: Stage) -> None:
    supplied_room.vendors.imgopen.scripts.append(Script.FAIL_LATER)

    await is_refunded(
        supplied_room,
        await supplied_room.mia.slash(supplied_room.channel, "enlarge", image=png(), factor=2),
        "Img Open",
        "data.state broken",
    )


async def test_help_says_that_all_of_it_works(supplied_house: Stage) -> None:
    text = await help_of(supplied_house)

    for command in ("hairstyle", "restore", "erase", "removebg", "watermark", "train", "pixelate", "title"):
        assert line_of(text, command).startswith("✅"), command
