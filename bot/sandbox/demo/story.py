"""What the person in the demo does: a command, watched from the first to the last change of its answer."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.ids import InteractionId
from bot.sandbox.demo.acts import Act
from bot.sandbox.demo.files import keep, upload_name
from bot.sandbox.demo.screen import Screen
from bot.sandbox.demo.stage import Stage
from bot.sandbox.demo.watcher import Watcher
from bot.sandbox.demo.ways import Way
from bot.sandbox.discord import Upload

_PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How it went; `way` is how it should. Times are Unix seconds. Where no picture came, `picture` is empty."""

    act: Act
    way: Way
    interaction_id: InteractionId
    sent_at: float
    acknowledged_ms: float | None
    posted_at: float | None
    picture: bytes = field(repr=False)


async def play(stage: Stage, screen: Screen, act: Act, way: Way) -> Seen:
    """Send the command and watch its answer until a picture or a refusal comes."""
    uploads = {option: Upload(upload_name(data, act.files[option]), data) for option, data in act.pictures.items()}
    screen.open(f"{stage.person.name} used {_typed(act, uploads)}")
    sent_at = time.time()
    conversation = await stage.person.slash(stage.channel, act.command, **uploads, **act.options)
    watcher = Watcher(screen)
    message = await conversation.until(watcher.is_last, timeout_s=_PATIENCE_S)
    picture = message.attachments[0].data if message.attachments else b""
    return Seen(
        act=act,
        way=way,
        interaction_id=InteractionId(conversation.id),
        sent_at=sent_at,
        acknowledged_ms=conversation.acknowledged_after_ms,
        posted_at=watcher.seen_at if picture else None,
        picture=picture,
    )


def _typed(act: Act, uploads: Mapping[str, Upload]) -> str:
    options = {**{option: upload.filename for option, upload in uploads.items()}, **act.options}
    return f"/{act.command} " + " ".join(f"{option}: {value}" for option, value in options.items())


def keep_pictures(seen: Seen, out: Path) -> Mapping[str, bytes]:
    """Write what went in, and what came out if anything did, to the folder `out`; the pictures by caption."""
    for option, data in seen.act.pictures.items():
        keep(data, out / f"{seen.act.files[option]}.png")
    if not seen.picture:
        return {}
    keep(seen.picture, out / f"{seen.act.result}.png")
    return {**seen.act.pictures, "result": seen.picture}
