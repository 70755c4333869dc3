"""Embeds (resources/message, "Embed Limits")."""

from collections.abc import Iterator

from bot.sandbox.discord.rules.form import Node
from bot.sandbox.discord.rules.limits import Count, Length
from bot.sandbox.discord.rules.rule import Rule

RULES = (
    Rule("embeds.count", "A message has at most 10 embeds.", "message.mdx"),
    Rule("embeds.lengths", "Title 256, description 4096, footer 2048, author 256.", "message.mdx"),
    Rule("embeds.fields", "At most 25 fields, each with a name of 1-256 and a value of 1-1024.", "message.mdx"),
    Rule("embeds.total-length", "All texts of all embeds have at most 6000 characters.", "message.mdx"),
    Rule("embeds.attachment-type", "Embeds show attachment:// for jpg, jpeg, png, webp and gif only.", "reference.mdx"),
)

_MAX_TOTAL = 6000
_COUNT = Count("embeds.count", "embeds", 0, 10)
_OWN = (
    Length("embeds.lengths", "title", 0, 256),
    Length("embeds.lengths", "description", 0, 4096),
    Count("embeds.fields", "fields", 0, 25),
)
_NAMED = {
    "footer": Length("embeds.lengths", "text", 0, 2048),
    "author": Length("embeds.lengths", "name", 0, 256),
}
_FIELD = (
    Length("embeds.fields", "name", 1, 256, required=True),
    Length("embeds.fields", "value", 1, 1024, required=True),
)
_PICTURES = {"image": "url", "thumbnail": "url", "author": "icon_url", "footer": "icon_url"}
_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif")


def check_embeds(message: Node) -> None:
    """Judge the embeds of a message."""
    _COUNT.check(message)
    embeds = message.children("embeds")
    for embed in embeds:
        _check_lengths(embed)
        _check_pictures(embed)
    if sum(len(text.strip()) for embed in embeds for text in _texts(embed)) > _MAX_TOTAL:
        text = f"Embed size exceeds maximum size of {_MAX_TOTAL}"
        message.wrong("embeds.total-length", "embeds", "MAX_EMBED_SIZE_EXCEEDED", text)


def _check_lengths(embed: Node) -> None:
    for limit in _OWN:
        limit.check(embed)
    for key, limit in _NAMED.items():
        if (part := embed.child(key)) is not None:
            limit.check(part)
    for field in embed.children("fields"):
        for limit in _FIELD:
            limit.check(field)


def _check_pictures(embed: Node) -> None:
    for key, address in _PICTURES.items():
        part = embed.child(key)
        url = part.text(address) if part else None
        if part and url and url.startswith("attachment://") and not url.lower().endswith(_SUFFIXES):
            text = "Only .jpg, .jpeg, .png, .webp and .gif attachments may be shown."
            part.wrong("embeds.attachment-type", address, "URL_TYPE_INVALID_SCHEME", text)


def _texts(embed: Node) -> Iterator[str]:
    yield embed.text("title") or ""
    yield embed.text("description") or ""
    for key, limit in _NAMED.items():
        if (part := embed.child(key)) is not None:
            yield part.text(limit.field) or ""
    for field in embed.children("fields"):
        yield field.text("name") or ""
        yield field.text("value") or ""
