"""Messages as a person reads them: values, one per state of a message."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.discord.components import walk
from bot.sandbox.discord.flags import ComponentType
from bot.sandbox.discord.payloads.messages import MessageWriter
from bot.sandbox.discord.world import Channel, Json, StoredMessage

_LABELLED = {ComponentType.BUTTON: "label", ComponentType.STRING_SELECT: "placeholder", ComponentType.TEXT: "content"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that a person sees, wherever in the message it is shown. `url` was fresh when the view was made."""

    id: int
    filename: str
    description: str | None
    content_type: str
    size: int
    url: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One state of a message. `components` and `embeds` are as on the wire; `pings` are the people it really rang."""

    id: int
    channel: Channel = field(repr=False)
    author: str
    author_id: int
    type: int
    content: str
    embeds: tuple[Json, ...]
    components: tuple[Json, ...]
    attachments: tuple[Attachment, ...]
    flags: int
    ephemeral: bool
    loading: bool
    pings: frozenset[int]
    mentions: frozenset[int]
    edits: int
    reference_id: int | None

    @property
    def text(self) -> str:
        """All that a person reads: content, embeds, text displays, labels of buttons and placeholders of selects."""
        return "\n".join((self.content, *_embed_lines(self.embeds), *_component_lines(self.components))).strip()

    @property
    def buttons(self) -> tuple[str, ...]:
        """The labels of the buttons that can be pressed."""
        buttons = (part for part in walk(self.components) if part.get("type") == ComponentType.BUTTON)
        return tuple(str(button.get("label", "")) for button in buttons if not button.get("disabled"))


def view(message: StoredMessage, writer: MessageWriter) -> Message:
    """What a person sees of this version of a message."""
    wire = writer.with_every_file(message)
    files = zip(message.files, wire["attachments"], strict=True)
    return Message(
        id=message.id,
        channel=message.channel,
        author=message.author.name,
        author_id=message.author.id,
        type=int(message.type),
        content=message.content,
        embeds=tuple(wire["embeds"]),
        components=tuple(wire["components"]),
        attachments=tuple(_attachment(shown, data=file.data) for file, shown in files),
        flags=int(message.flags),
        ephemeral=message.ephemeral,
        loading=message.loading,
        pings=message.pings,
        mentions=message.mentions,
        edits=message.edits,
        reference_id=message.reference_id,
    )


def _attachment(shown: Json, *, data: bytes) -> Attachment:
    return Attachment(
        id=int(shown["id"]),
        filename=shown["filename"],
        description=shown.get("description"),
        content_type=shown["content_type"],
        size=shown["size"],
        url=shown["url"],
        data=data,
    )


def _embed_lines(embeds: tuple[Json, ...]) -> Iterator[str]:
    for embed in embeds:
        texts = [embed.get("title"), embed.get("description")]
        for entry in embed.get("fields") or ():
            texts += [entry.get("name"), entry.get("value")]
        texts += [(embed.get("author") or {}).get("name"), (embed.get("footer") or {}).get("text")]
        yield from (str(text) for text in texts if text)


def _component_lines(components: tuple[Json, ...]) -> Iterator[str]:
    for part in walk(components):
        label: Any = part.get(_LABELLED.get(part.get("type", 0), ""))
        if label:
            yield str(label)
