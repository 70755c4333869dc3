"""Pictures, files and texts that components show."""

from bot.sandbox.discord.flags import ComponentType as Type
from bot.sandbox.discord.rules.form import Node
from bot.sandbox.discord.rules.limits import Length, Range
from bot.sandbox.discord.rules.rule import Rule

_SOURCE = "components/reference.mdx"
RULES = (
    Rule("components.media-url", "A media item has an http, https or attachment url of at most 2048.", _SOURCE),
    Rule("components.file-is-attachment", "A File component shows attachment:// only.", _SOURCE),
    Rule("components.attachment-exists", "attachment:// names a file of the message.", _SOURCE),
    Rule("components.alt-text-length", "A media description has 1-1024 characters.", _SOURCE),
    Rule("components.separator-spacing", "A separator's spacing is 1 or 2.", _SOURCE),
    Rule("components.text-length", "A Text Display has 1-4000 characters.", "openapi.json"),
)

_ATTACHMENT = "attachment://"
_SCHEMES = (_ATTACHMENT, "http://", "https://")
_URL = Length("components.media-url", "url", 1, 2048, required=True)
_ALT_TEXT = Length("components.alt-text-length", "description", 1, 1024)
_SPACING = Range("components.separator-spacing", "spacing", 1, 2)
_TEXT = Length("components.text-length", "content", 1, 4000, required=True)


def check_media(component: Node, names: frozenset[str] | None) -> None:
    """Judge a text, thumbnail, gallery, file or separator; `names` is what `attachment://` may name."""
    kind = component.number("type")
    if kind == Type.TEXT:
        _TEXT.check(component)
    elif kind == Type.SEPARATOR:
        _SPACING.check(component)
    elif kind == Type.FILE:
        _check_item(component, "file", names)
    elif kind == Type.THUMBNAIL:
        _check_item(component, "media", names)
    elif kind == Type.GALLERY:
        for item in component.children("items"):
            _check_item(item, "media", names)


def _check_item(holder: Node, key: str, names: frozenset[str] | None) -> None:
    _ALT_TEXT.check(holder)
    item = holder.child(key)
    if item is None:
        holder.wrong("components.media-url", key, "BASE_TYPE_REQUIRED", "This field is required")
        return
    _URL.check(item)
    _check_address(item, item.text("url") or "", key, names)


def _check_address(item: Node, url: str, key: str, names: frozenset[str] | None) -> None:
    if not url.startswith(_SCHEMES):
        text = "Scheme must be one of ('http', 'https', 'attachment')."
        item.wrong("components.media-url", "url", "URL_TYPE_INVALID_SCHEME", text)
    if key == "file" and not url.startswith(_ATTACHMENT):
        text = "Must be an attachment reference"
        item.wrong("components.file-is-attachment", "url", "UNFURLED_MEDIA_ITEM_ATTACHMENT_REQUIRED", text)
    if names is not None and url.startswith(_ATTACHMENT) and url.removeprefix(_ATTACHMENT) not in names:
        text = f'The referenced attachment "{url[:200]}" was not found'
        item.wrong("components.attachment-exists", "url", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", text)
