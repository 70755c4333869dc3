"""What a cheaper endpoint would do works too, where an operator's prices bring it out; and so does what is bygone."""

from dataclasses import replace

import pytest

from tests.journeys.catalogue.ailab import BYGONE, SHADOWED
from tests.journeys.catalogue.exhibits import Exhibit, show
from tests.journeys.fixture import Stage

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


@pytest.mark.parametrize("exhibit", SHADOWED, ids=lambda exhibit: exhibit.name)
async def test_what_is_delivered_keeps_the_promise(dear_room: Stage, exhibit: Exhibit) -> None:
    await is_right(dear_room, exhibit)


@pytest.mark.parametrize("exhibit", BYGONE, ids=lambda exhibit: exhibit.name)
async def test_what_was_asked_about_by_a_query_that_is_no_more_works(dear_room: Stage, exhibit: Exhibit) -> None:
    vendor = dear_room.vendors.ailab
    vendor.config = replace(vendor.config, cartoon="1.0.0", hd_migration="1.0.0")

    await is_right(dear_room, exhibit)

    assert "asyn-task-results" in {call.endpoint for call in vendor.calls}


async def is_right(room: Stage, exhibit: Exhibit) -> None:
    """It is billed once."""
    shown = await show(room, exhibit)
    assert len(room.vendors.ailab.paid_tasks) == 1
    assert (await room.spent()).person_day == shown.task.price > 0
