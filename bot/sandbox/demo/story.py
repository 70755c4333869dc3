"""What the person in the demo does: two commands, watched from the first to the last change of their answers."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.demo.files import keep, upload_name
from bot.sandbox.demo.screen import Screen
from bot.sandbox.demo.stage import Stage
from bot.sandbox.discord import Message, Upload

_PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One command: its pictures and its other options, by option; the names, without extension, of what is kept."""

    command: str
    pictures: Mapping[str, bytes]
    options: Mapping[str, str | float]
    files: Mapping[str, str]
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How it went. `picture` is empty if none came."""

    act: Act
    sent_at: float
    acknowledged_ms: float | None
    delivered_ms: float | None
    picture: bytes


async def play(stage: Stage, screen: Screen, act: Act, out: Path) -> Seen:
    """Send the command, watch its answer until a picture or a refusal comes, and keep the pictures in `out`."""
    for option, data in act.pictures.items():
        keep(data, out / f"{act.files[option]}.png")
    uploads = {option: Upload(upload_name(data, act.files[option]), data) for option, data in act.pictures.items()}
    named = {**{option: upload.filename for option, upload in uploads.items()}, **act.options}
    screen.open(
        f"{stage.person.name} used /{act.command} " + " ".join(f"{key}: {value}" for key, value in named.items())
    )
    sent_at, began = time.time(), time.monotonic()
    conversation = await stage.person.slash(stage.channel, act.command, **uploads, **act.options)

    def ended(message: Message) -> bool:
        screen.show(message)
        return bool(message.attachments) or _is_over(message)

    message = await conversation.until(ended, timeout_s=_PATIENCE_S)
    delivered_ms = (time.monotonic() - began) * 1000 if message.attachments else None
    picture = message.attachments[0].data if message.attachments else b""
    if picture:
        keep(picture, out / f"{act.result}.png")
    screen.close(**dict(act.pictures), result=picture) if picture else screen.close()
    return Seen(
        act=act,
        sent_at=sent_at,
        acknowledged_ms=conversation.acknowledged_after_ms,
        delivered_ms=delivered_ms,
        picture=picture,
    )


def _is_over(message: Message) -> bool:
    """A last word without a picture: while something is to come there is nothing to delete, but something to press."""
    return not message.loading and (not message.components or "Delete" in message.buttons)
