"""What each client is put through: an attachment goes in, a file comes back."""

import io
from dataclasses import dataclass

from PIL import Image

from bot.sandbox.discord import Channel, LocalDiscord, Message, Person, Upload

COMMAND = "enhance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    local: LocalDiscord
    channel: Channel
    ann: Person

    async def enhance(self) -> Message:
        """Ann sends a picture; the client is to answer "done" with the same bytes as `out.png`."""
        conversation = await self.ann.slash(self.channel, COMMAND, image=Upload("cat.png", picture()))
        return await conversation.until(lambda message: message.content == "done")


def picture() -> bytes:
    """A small PNG."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(data, "PNG")
    return data.getvalue()
