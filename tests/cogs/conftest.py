"""The client on a local Discord, with a keyring that can be looked into."""

from collections.abc import AsyncIterator

import pytest

from tests.cogs.vaultless import OpenKeyring
from tests.ui.stage import Stage, open_stage


@pytest.fixture
def keyring() -> OpenKeyring:
    """An empty one."""
    return OpenKeyring()


@pytest.fixture
async def stage(keyring: OpenKeyring) -> AsyncIterator[Stage]:
    """Ann, Bob and Boss, and the client with a Studio that takes notes."""
    async with open_stage(keyring) as opened:
        yield opened
