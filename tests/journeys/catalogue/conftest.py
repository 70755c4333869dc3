"""Houses in which every offer can be ordered, with a room for every test, and vendors who do the real work."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from bot.pool import Pool
from bot.sandbox.upstreams import AilabConfig, ClassicalImaging
from bot.upstreams.ailab.bygone import Generation
from tests.journeys.catalogue.ailab import DEAR
from tests.journeys.fixture import PATIENT, Stage, open_stage
from tests.openapi.judge import Judge
from tests.openapi.specification import Specification

_PATIENCE_S = 60


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gallery(
    tmp_path_factory: pytest.TempPathFactory, openapi_or_none: Specification | None
) -> AsyncIterator[Stage]:
    """Everything that can be switched on is, and nobody is asked whether they want to spend."""
    async with _opened(tmp_path_factory.mktemp("gallery"), openapi_or_none) as stage:
        yield stage


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def dear_gallery(
    tmp_path_factory: pytest.TempPathFactory, openapi_or_none: Specification | None
) -> AsyncIterator[Stage]:
    """The same at prices that bring out what is otherwise in the shadow, and with the oldest of the retired ways."""
    changes = {"prices": DEAR, "retired_generation": Generation.V1_0_0}
    async with _opened(tmp_path_factory.mktemp("gallery"), openapi_or_none, **changes) as stage:
        yield stage


@pytest_asyncio.fixture(loop_scope="module")
async def room(gallery: Stage) -> Stage:
    """The house with a channel and a Mia of its own, and a vendor with its usual ways."""
    return _room_in(gallery)


@pytest_asyncio.fixture(loop_scope="module")
async def dear_room(dear_gallery: Stage) -> Stage:
    """Likewise."""
    return _room_in(dear_gallery)


@asynccontextmanager
async def _opened(folder: Path, specification: Specification | None, **changes: object) -> AsyncIterator[Stage]:
    judge = Judge(specification)
    async with open_stage(folder, judge) as stage, Pool(workers=1) as pool:
        stage.vendors.ailab.imaging = ClassicalImaging(pool)
        async with stage.bot_runs(**_everything(stage, changes), engine=PATIENT):
            yield stage
        judge.verdict()


def _everything(stage: Stage, changes: dict[str, object]) -> dict[str, object]:
    """The real work takes its time."""
    providers = stage.settings["providers"]
    on = {"retired": True, "submit_timeout_s": _PATIENCE_S, **changes}
    return {"providers": providers.model_copy(update={"ailab": providers.ailab.model_copy(update=on)})}


def _room_in(house: Stage) -> Stage:
    vendor = house.vendors.ailab
    vendor.config, vendor.credits = AilabConfig(processing_s=0, retired_live=True), 1000
    for book in (vendor.calls, vendor.paid_tasks, vendor.errors, vendor.scripts):
        book.clear()
    return replace(
        house,
        channel=house.discord.add_channel(house.guild, "room"),
        mia=house.discord.add_person("Mia", house.guild),
    )
