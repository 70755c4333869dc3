"""A house whose bot runs for a whole module, with a room for every test; and the log that tells no secrets."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
import pytest_asyncio
from sqlalchemy import delete

from bot.sandbox.upstreams import ImgOpenConfig, MagicTigerConfig
from storage.schema import circuits, timings
from tests.journeys import logbook as logbooks
from tests.journeys.fixture import PATIENT, Stage, open_stage
from tests.journeys.logbook import Logbook
from tests.journeys.troubles import DEADLINE
from tests.openapi.judge import Judge
from tests.openapi.specification import Specification

QUICK_S = 0.05


@pytest.fixture
def logbook() -> Iterator[Logbook]:
    """The bot's log during the test."""
    with logbooks.opened() as logbook:
        yield logbook


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(
    tmp_path_factory: pytest.TempPathFactory, openapi_or_none: Specification | None
) -> AsyncIterator[Stage]:
    """A stage whose bot runs on, with little patience."""
    judge = Judge(openapi_or_none)
    async with open_stage(tmp_path_factory.mktemp("house"), judge) as stage:
        async with stage.bot_runs(**_impatient(stage)):
            yield stage
        judge.verdict()


@pytest_asyncio.fixture(loop_scope="module")
async def room(house: Stage, logbook: Logbook) -> AsyncIterator[Stage]:
    """The house with a channel and a Mia of its own, where nobody remembers the test before; the log stays clean."""
    await _unlearn(house)
    _forget(house)
    room = replace(
        house,
        channel=house.discord.add_channel(house.guild, "room"),
        mia=house.discord.add_person("Mia", house.guild),
    )
    yield room
    assert logbook.lines
    assert logbook.leaks(room) == []


def _impatient(stage: Stage) -> dict[str, object]:
    """What is not answered is soon asked again, and whatever may be waited for ends before its reply's token dies.

    A submission has its usual time: a slow machine must not make it uncertain.
    """
    providers = stage.settings["providers"]
    engine = {
        "submit_deadline_s": DEADLINE.total_seconds(),
        "fetch_deadline_s": DEADLINE.total_seconds(),
        "fetch_attempts": 3,
        "retry_first_s": 0.05,
    }
    quick = {
        name: getattr(providers, name).model_copy(update={"call_timeout_s": 0.5}) for name in ("imgopen", "magictiger")
    }
    return {
        "engine": PATIENT.model_copy(update=engine),
        "media": stage.settings["media"].model_copy(update={"stall_timeout_s": 1}),
        "providers": providers.model_copy(update=quick),
    }


async def _unlearn(house: Stage) -> None:
    """The bot expects no vendor to be as slow, or as dead, as it was before."""
    async with house.database() as database, database.transaction() as connection:
        for table in (timings, circuits):
            await connection.execute(delete(table))


def _forget(house: Stage) -> None:
    """New books, nothing planned, and the vendors' usual ways."""
    vendors = house.vendors
    vendors.imgopen.config = ImgOpenConfig(processing_s=QUICK_S)
    vendors.magictiger.config = MagicTigerConfig(processing_s=QUICK_S)
    house.discord.faults.clear()
    for vendor in (vendors.imgopen, vendors.magictiger):
        vendor.credits = 1000
        vendor.faults._plans.clear()
        for book in (vendor.calls, vendor.paid_tasks, vendor.scripts):
            book.clear()
