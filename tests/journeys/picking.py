"""A face swap on whose target Mia has several faces to choose from, and what is seen of it."""

from io import BytesIO
from typing import Any

from PIL import Image

from bot.domain.lifecycle import State
from bot.domain.tasks import Task
from bot.sandbox.discord import Conversation, Message, Upload
from bot.sandbox.discord.components import walk
from tests.journeys.endings import paid
from tests.journeys.fixture import Stage
from tests.journeys.works import is_done, somebody_else

DETECTION, FUSION = "face/detection", "face/fusion"
FIRST, SECOND = "Which face gets source?", "Which face gets source_2?"
RED, BLUE, GREY = (220, 30, 30), (30, 30, 220), (128, 128, 128)
_CLOSE = 40

Colour = tuple[int, int, int]


def plain(colour: Colour, name: str, width: int = 120, height: int = 80) -> Upload:
    """A picture of one colour."""
    target = BytesIO()
    Image.new("RGB", (width, height), colour).save(target, "PNG")
    return Upload(f"{name}.png", target.getvalue())


def asks(message: Message) -> bool:
    """Whether there is something to choose."""
    return bool(selects(message))


def selects(message: Message) -> list[dict[str, Any]]:
    """The selects of a message."""
    return [part for part in walk(message.components) if part.get("options")]


async def order(stage: Stage, **options: Any) -> Conversation:
    """Mia wants the red face in the grey picture."""
    pictures = {"source": plain(RED, "red"), "target": plain(GREY, "grey")}
    return await stage.mia.slash(stage.channel, "faceswap", **pictures, **({"face": "always_ask"} | options))


async def question(stage: Stage, **options: Any) -> Message:
    """What she is asked then."""
    return await (await order(stage, **options)).until(asks)


async def order_pair(stage: Stage, **options: Any) -> Conversation:
    """She wants the red face and the blue one in the grey picture."""
    return await order(stage, source_2=plain(BLUE, "blue"), face="ask_when_several", **options)


async def result(stage: Stage, conversation: Conversation) -> Message:
    """The swapped picture, where the question was: nothing of that is left, and nothing else is to be seen.

    One search and one swap were billed, and Mia has paid for one task.
    """
    message = await conversation.until(is_done)
    task = await stage.until_task(lambda task: task.state is State.DELIVERED)
    assert len(message.attachments) == 1
    assert not asks(message)
    assert billed(stage) == [(DETECTION, task.id), (FUSION, f"{task.id}-2")]
    assert (await stage.spent(at=task.created_at)).person_day == task.price > 0
    return message


async def refund(stage: Stage, conversation: Conversation, *words: str) -> Message:
    """One sentence with these words in the place of the question; Mia has paid nothing."""
    message = await conversation.until(is_done)
    await stage.until_task(lambda task: task.state is State.REFUNDED)
    assert [word for word in (*words, "You have your") if word not in message.content] == []
    assert message.attachments == ()
    assert not asks(message)
    spent = await stage.spent()
    assert spent.person_day == spent.person_month == 0
    return message


def is_alone(stage: Stage, message: Message) -> None:
    """Everybody sees this message in the channel, as it is now, and no other."""
    assert [seen.id for seen in stage.mia.sees(stage.channel)] == [message.id]
    assert [seen.text for seen in somebody_else(stage).sees(stage.channel)] == [message.text]


def is_secret(stage: Stage) -> None:
    """Nobody else sees anything."""
    assert somebody_else(stage).sees(stage.channel) == []


def billed(stage: Stage) -> list[tuple[str, str | None]]:
    """What Img Open has billed, and under which of our names."""
    assert paid(stage) == [bill.tool for bill in stage.vendors.imgopen.paid_tasks]
    return [(bill.tool, bill.own_id) for bill in stage.vendors.imgopen.paid_tasks]


def sent(stage: Stage) -> dict[str, Any]:
    """The body of the only swap."""
    (body,) = [call.body for call in stage.vendors.imgopen.calls if call.endpoint == FUSION]
    assert isinstance(body, dict)
    return body


def halves(message: Message) -> tuple[Colour, ...]:
    """Which of the three colours the left and the right half of the picture have."""
    with Image.open(BytesIO(message.attachments[0].data)) as image:
        pixels = image.convert("RGB")
    return tuple(_named(pixels, share) for share in (0.25, 0.75))


def _named(pixels: Image.Image, share: float) -> Colour:
    seen = pixels.getpixel((int(pixels.width * share), pixels.height // 2))
    assert isinstance(seen, tuple)
    fits = [
        colour for colour in (RED, BLUE, GREY) if max(abs(a - b) for a, b in zip(colour, seen, strict=True)) < _CLOSE
    ]
    assert len(fits) == 1, seen
    return fits[0]


async def is_asking(stage: Stage) -> Task:
    """Her task, once it waits for her."""
    return await stage.until_task(lambda task: task.state is State.ASKING)
