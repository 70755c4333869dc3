"""The client on a local Discord, anew for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.ui.stage import Stage, open_stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Ann, Bob and Boss, and the client with a Studio that takes notes."""
    async with open_stage() as opened:
        yield opened
