"""Requests that are refused before there is a task."""

import pytest

from bot.domain.errors import Misconfigured, Refused
from bot.domain.quota import Spent
from bot.domain.sentences import Sentence
from bot.domain.tasks import Request
from tests.engine.bench import Bench


async def turned_away(bench: Bench, request: Request) -> Sentence:
    """Why: with nothing stored and nothing held."""
    with pytest.raises((Refused, Misconfigured)) as caught:
        await bench.studio.start(request)
    assert await bench.studio.recent(request.guild_id, request.user_id) == []
    assert await bench.books.spent(request.guild_id, request.user_id, now=bench.clock.now()) == Spent()
    return caught.value.sentence
