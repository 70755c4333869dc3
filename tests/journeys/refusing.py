"""How a command ends that asks for what cannot be done."""

from bot.sandbox.discord import Conversation
from tests.journeys.endings import gives_back, last_words, paid
from tests.journeys.fixture import Stage
from tests.journeys.works import rendered


async def is_refused(stage: Stage, conversation: Conversation, *words: str) -> None:
    """Mia reads one sentence with these words, and was charged nothing; nor were we."""
    message = await last_words(stage, conversation)
    assert [word for word in words if word not in rendered(message)] == []
    assert paid(stage) == []
    assert await gives_back(stage)
