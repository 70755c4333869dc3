"""What the person in the demo does: a command, watched from the first to the last change of its answer."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.ids import MessageId
from bot.sandbox.demo.acts import Act
from bot.sandbox.demo.files import keep, upload_name
from bot.sandbox.demo.screen import Screen
from bot.sandbox.demo.stage import Stage
from bot.sandbox.demo.watcher import Watcher, button_in, select_in
from bot.sandbox.demo.ways import Way
from bot.sandbox.discord import Conversation, Message, Upload

_PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How it went; `way` is how it should. Times are Unix seconds.

    `question` is what was shown with what was asked; `text` is the answer's; `pictures` is empty where none came.
    """

    act: Act
    way: Way
    message_id: MessageId
    sent_at: float
    acknowledged_ms: float | None
    posted_at: float
    text: str
    pictures: tuple[bytes, ...] = field(repr=False)
    question: bytes = field(default=b"", repr=False)


async def play(stage: Stage, screen: Screen, act: Act, way: Way) -> Seen:
    """Send the command and watch its answer until a result or a refusal comes; answer what is asked in between."""
    uploads = {option: Upload(upload_name(data, act.files[option]), data) for option, data in act.pictures.items()}
    screen.open(f"{stage.person.name} used {_typed(act, uploads)}")
    sent_at = time.time()
    conversation = await stage.person.slash(stage.channel, act.command, **uploads, **act.options)
    watcher = Watcher(screen)
    message = await conversation.until(watcher.is_last, timeout_s=_PATIENCE_S)
    question = b""
    if answered := await _answer(stage, screen, act, message):
        question = message.attachments[0].data
        message = await answered.until(watcher.is_last, timeout_s=_PATIENCE_S)
    return Seen(
        act=act,
        way=way,
        message_id=MessageId(message.id),
        sent_at=sent_at,
        acknowledged_ms=conversation.acknowledged_after_ms,
        posted_at=watcher.seen_at,
        text=message.content,
        pictures=tuple(each.data for each in message.attachments),
        question=question,
    )


async def _answer(stage: Stage, screen: Screen, act: Act, message: Message) -> Conversation | None:
    """Pick or press what the act's choice says; None where nothing is asked."""
    if select := select_in(message):
        screen.say(f"  {stage.person.name} picks: {act.choice}")
        return await stage.person.pick(message, select, act.choice)
    if act.choice and (button := button_in(message, act.choice)):
        screen.say(f"  {stage.person.name} presses: {button}")
        return await stage.person.press(message, button)
    return None


def _typed(act: Act, uploads: Mapping[str, Upload]) -> str:
    options = {**{option: upload.filename for option, upload in uploads.items()}, **act.options}
    return f"/{act.command} " + " ".join(f"{option}: {value}" for option, value in options.items())


def keep_pictures(seen: Seen, out: Path) -> Mapping[str, bytes]:
    """Write what went in, and what came out if anything did, to the folder `out`; the pictures by caption."""
    for option, data in seen.act.pictures.items():
        keep(data, out / f"{seen.act.files[option]}.png")
    if seen.question:
        keep(seen.question, out / f"{seen.act.result}-question.png")
    results = _named(seen)
    for name, data in results.items():
        keep(data, out / f"{name}.png")
    return {**seen.act.pictures, **results}


def _named(seen: Seen) -> Mapping[str, bytes]:
    """The results by name; several are numbered."""
    if len(seen.pictures) == 1:
        return {seen.act.result: seen.pictures[0]}
    return {f"{seen.act.result}-{number}": data for number, data in enumerate(seen.pictures, start=1)}
