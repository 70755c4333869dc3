"""What Mia does with the question which face is meant."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial

from bot.domain.lifecycle import State
from bot.sandbox.discord import Conversation, Message, NoAnswerError
from bot.sandbox.discord.components import walk
from bot.sandbox.discord.flags import ComponentType
from bot.sandbox.upstreams import TintImaging
from tests.faults.deeds import PAST_IT, discord_recovers
from tests.faults.house import House

_FACES = ("Face 2", "Face 1")
_AFTER_THE_TOKEN = timedelta(minutes=16)
OUTLIVES_THE_TOKEN_S = 1200
"""How long a question waits that is asked only when the token is dead."""


def selects(message: Message) -> list[str]:
    """The custom ids of what there is to pick from, in their order."""
    return [part["custom_id"] for part in walk(message.components) if part["type"] == ComponentType.STRING_SELECT]


def there_is_one_face(house: House) -> None:
    """Where the vendor would find two."""
    house.stage.vendors.imgopen.imaging = TintImaging(tint_faces=1)


async def pick(house: House, _: Conversation) -> None:
    """Mia picks a face for each source, in the latest question that she sees."""
    question = await _question(house)
    for select, face in zip(selects(question), _FACES, strict=False):
        await until_heard(house, partial(house.stage.mia.pick, question, select, face))


async def pick_in_the_reply(house: House, conversation: Conversation) -> None:
    """The same, where she asked, although there may be another question by now."""
    await _question(house)
    question = conversation.message
    if question is not None:
        (select,) = selects(question)
        await until_heard(house, partial(house.stage.mia.pick, question, select, _FACES[0]))


async def cancel(house: House, _: Conversation) -> None:
    """She would rather not."""
    question = await _question(house)
    await until_heard(house, partial(house.stage.mia.press, question, "Cancel"))


async def pick_late(house: House, conversation: Conversation) -> None:
    """The question comes when the reply's token is dead, so in a message of its own."""
    await _until_token_is_dead(house)
    await pick(house, conversation)


async def forget_late(house: House, _: Conversation) -> None:
    """The same, and Mia does not answer."""
    await _until_token_is_dead(house)
    await house.until_in(State.ASKING)
    house.stage.clock.shift(timedelta(seconds=OUTLIVES_THE_TOKEN_S) + PAST_IT)


async def _until_token_is_dead(house: House) -> None:
    await house.until_in(State.PARKED)
    discord_recovers(house)
    house.stage.clock.shift(_AFTER_THE_TOKEN)


async def _question(house: House) -> Message:
    await house.until_in(State.ASKING)
    mia = house.stage.mia
    return [message for message in (*mia.sees(house.stage.channel), *mia.sees()) if selects(message)][-1]


async def until_heard(house: House, act: Callable[[], Awaitable[Conversation]]) -> None:
    """Again and again: a bot may have died in between."""
    while True:
        await house.stage.discord.wait_for_gateway()
        conversation = await act()
        with suppress(NoAnswerError):
            await conversation.acknowledged()
            return
