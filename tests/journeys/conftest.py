"""A house whose bot runs for a whole module, with a room for every test; and the log that tells no secrets."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.sandbox.upstreams import ImgOpenConfig, MagicTigerConfig
from tests.journeys import logbook as logbooks
from tests.journeys.fixture import PATIENT, Stage, open_stage
from tests.journeys.logbook import Logbook
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
    """A stage whose bot runs on; it gives up waiting to submit before a reply's token dies."""
    judge = Judge(openapi_or_none)
    engine = PATIENT.model_copy(update={"submit_deadline_s": 600})
    async with open_stage(tmp_path_factory.mktemp("house"), judge) as stage:
        async with stage.bot_runs(engine=engine, providers=_impatient(stage)):
            yield stage
        judge.verdict()


@pytest.fixture
def room(house: Stage, logbook: Logbook) -> Iterator[Stage]:
    """The house with a channel and a Mia of its own, and vendors that remember nothing; the log stays clean."""
    _forget(house)
    room = replace(
        house,
        channel=house.discord.add_channel(house.guild, "room"),
        mia=house.discord.add_person("Mia", house.guild),
    )
    yield room
    assert logbook.leaks(room) == []


def _impatient(stage: Stage) -> object:
    """A question that is not answered is soon asked again."""
    providers = stage.settings["providers"]
    quick = {name: getattr(providers, name).model_copy(update={"call_timeout_s": 0.5}) for name in _NAMES}
    return providers.model_copy(update=quick)


_NAMES = ("imgopen", "magictiger")


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
