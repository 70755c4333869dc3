"""The client on a local Discord, anew for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.openapi.judge import Judge
from tests.ui.stage import Stage, open_stage


@pytest.fixture
async def stage(judge: Judge) -> AsyncIterator[Stage]:
    """Ann, Bob and Boss, and the client with a Studio that takes notes; every exchange is judged at the end."""
    async with open_stage(observers=[judge.judge]) as opened:
        yield opened
