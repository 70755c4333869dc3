from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.clock import SystemClock
from bot.sandbox.bot_process import environment
from bot.sandbox.discord import LocalDiscord
from bot.sandbox.upstreams import LocalVendors, TintImaging
from tests.doctor.practice import Practice
from tests.surroundings import empty_folder, own_logging  # noqa: F401  # fixtures


@pytest.fixture
async def practice(
    empty_folder: Path,  # noqa: F811  # the fixture imported above
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Practice]:
    clock = SystemClock()
    async with LocalDiscord(clock=clock) as discord, LocalVendors(clock=clock, imaging=TintImaging()) as vendors:
        yield Practice(
            discord=discord,
            vendors=vendors,
            folder=empty_folder,
            variables=environment(discord, vendors),
            monkeypatch=monkeypatch,
        )
