"""A fresh local Discord for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.openapi.judge import Judge
from tests.sandbox.discord.bots import Bot
from tests.sandbox.discord.places import Place, open_place


@pytest.fixture
async def place(judge: Judge) -> AsyncIterator[Place]:
    """A guild with a channel and Ann in it; every exchange is judged at the end."""
    async with open_place(observers=[judge.judge]) as opened:
        yield opened


@pytest.fixture
async def bot() -> Bot:
    """A discord.py client that knows no command yet."""
    return Bot()
