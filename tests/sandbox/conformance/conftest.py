"""A local Discord whose every exchange is judged, for clients in other libraries."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.clock import ShiftedClock
from bot.sandbox.discord import LocalDiscord
from tests.openapi.judge import Judge
from tests.sandbox.conformance.stage import Stage


@pytest.fixture
async def stage(judge: Judge) -> AsyncIterator[Stage]:
    """A guild with a channel and Ann in it."""
    async with LocalDiscord(clock=ShiftedClock(), observers=[judge.judge]) as local:
        guild = local.add_guild()
        yield Stage(local=local, channel=local.add_channel(guild), ann=local.add_person("Ann", guild))
