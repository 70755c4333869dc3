"""A house whose bot runs for a whole module, with a room for every test; and the log that tells no secrets.

discord.py knows one address of Discord at a time: the tests of a module share one house, and stand on no other stage.
"""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import delete

from bot.sandbox.upstreams import AilabConfig, ImgOpenConfig, MagicTigerConfig, TintImaging
from storage.schema import circuits, refused_keys, timings
from tests.journeys import logbook as logbooks
from tests.journeys.calling import call_back, counted, listening
from tests.journeys.fixture import PATIENT, Stage, open_stage
from tests.journeys.logbook import Logbook
from tests.journeys.supplies import supply
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
    async with _stage(tmp_path_factory.mktemp("house"), openapi_or_none) as stage, stage.bot_runs(**_impatient(stage)):
        yield stage


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def called_house(
    tmp_path_factory: pytest.TempPathFactory, openapi_or_none: Specification | None
) -> AsyncIterator[Stage]:
    """The same, and vendors call there and fetch from it."""
    async with _stage(tmp_path_factory.mktemp("house"), openapi_or_none) as stage:
        stage.settings.update(listening(stage))
        async with stage.bot_runs(**_impatient(stage)):
            yield stage


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def supplied_house(
    tmp_path_factory: pytest.TempPathFactory, openapi_or_none: Specification | None
) -> AsyncIterator[Stage]:
    """The same, by an operator who has described what Img Open's documents do not.

    A module has one kind of house: a process talks to one Discord at a time.
    """
    async with _stage(tmp_path_factory.mktemp("house"), openapi_or_none) as stage:
        supply(stage, pair_order="left_to_right")
        async with stage.bot_runs(**_impatient(stage)):
            yield stage


@pytest_asyncio.fixture(loop_scope="module")
async def room(house: Stage, logbook: Logbook) -> AsyncIterator[Stage]:
    """The house with a channel and a Mia of its own, where nobody remembers the test before; the log stays clean."""
    room = await _room_in(house)
    yield room
    assert logbook.lines
    assert logbook.leaks(room) == []


@pytest_asyncio.fixture(loop_scope="module")
async def called_room(called_house: Stage, logbook: Logbook) -> AsyncIterator[Stage]:
    """Such a room, where the vendors call back."""
    room = await _room_in(called_house)
    call_back(room)
    yield room
    assert logbook.lines
    assert logbook.leaks(room) == []


@pytest_asyncio.fixture(loop_scope="module")
async def supplied_room(supplied_house: Stage, logbook: Logbook) -> AsyncIterator[Stage]:
    """Such a room, where all of Img Open works."""
    room = await _room_in(supplied_house)
    yield room
    assert logbook.lines
    assert logbook.leaks(room) == []


@pytest_asyncio.fixture(loop_scope="module")
async def heard(called_room: Stage) -> Callable[[], Awaitable[Counter[str]]]:
    """Gives what the bot has counted of callbacks during the test, by verdict."""
    before = await counted(called_room)

    async def since() -> Counter[str]:
        return await counted(called_room) - before

    return since


@asynccontextmanager
async def _stage(folder: Path, specification: Specification | None) -> AsyncIterator[Stage]:
    """A stage for several tests. What the bot sends is judged at the end."""
    judge = Judge(specification)
    async with open_stage(folder, judge) as stage:
        yield stage
        judge.verdict()


async def _room_in(house: Stage) -> Stage:
    await _unlearn(house)
    _forget(house)
    return replace(
        house,
        channel=house.discord.add_channel(house.guild, "room"),
        mia=house.discord.add_person("Mia", house.guild),
    )


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
        for table in (timings, circuits, refused_keys):
            await connection.execute(delete(table))


def _forget(house: Stage) -> None:
    """New books, nothing planned, and the vendors' usual ways."""
    vendors = house.vendors
    vendors.imgopen.config = ImgOpenConfig(processing_s=QUICK_S)
    vendors.imgopen.imaging = TintImaging()
    vendors.magictiger.config = MagicTigerConfig(processing_s=QUICK_S)
    vendors.ailab.config = AilabConfig(processing_s=QUICK_S)
    vendors.ailab.errors.clear()
    house.discord.faults.clear()
    house.book.entries.clear()
    for vendor in vendors.all.values():
        vendor.credits = 1000
        vendor.faults._plans.clear()
        vendor.faults._met.clear()
        vendor.faults.slow_s = vendor.faults.late_s = vendor.faults.retry_after_s = 1
        for book in (vendor.calls, vendor.paid_tasks, vendor.scripts, vendor.callbacks):
            book.clear()
