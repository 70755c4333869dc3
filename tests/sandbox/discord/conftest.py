"""A fresh local Discord for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.sandbox.discord.bots import Bot
from tests.sandbox.discord.places import Place, open_place


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    """A guild with a channel and Ann in it."""
    async with open_place() as opened:
        yield opened


@pytest.fixture
async def bot() -> Bot:
    """A discord.py client that knows no command yet."""
    return Bot()
