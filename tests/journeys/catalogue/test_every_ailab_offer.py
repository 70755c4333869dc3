"""What AILabTools does is delivered, is billed once at the documented price, and is what the tool promises."""

from dataclasses import replace

import pytest

from tests.journeys.catalogue.ailab import AILAB, RETIRED
from tests.journeys.catalogue.exhibits import Exhibit, show
from tests.journeys.fixture import Stage

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def is_right(room: Stage, exhibit: Exhibit) -> None:
    """Whatever the vendor takes for it is what Mia pays."""
    vendor = room.vendors.ailab
    shown = await show(room, exhibit)
    assert len(vendor.paid_tasks) == 1
    assert (await room.spent()).person_day == shown.task.price == 1000 - vendor.credits > 0


@pytest.mark.parametrize("exhibit", AILAB, ids=lambda exhibit: exhibit.name)
async def test_what_is_delivered_keeps_the_promise(room: Stage, exhibit: Exhibit) -> None:
    await is_right(room, exhibit)


@pytest.mark.parametrize("exhibit", RETIRED, ids=lambda exhibit: exhibit.name)
async def test_what_is_retired_works_for_whoever_still_has_it(room: Stage, exhibit: Exhibit) -> None:
    vendor = room.vendors.ailab
    vendor.config = replace(vendor.config, cartoon="1.1.0")

    await is_right(room, exhibit)
