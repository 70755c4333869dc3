"""Messages, on each route that takes one."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from bot.sandbox.discord.flags import ComponentType, MessageFlag
from bot.sandbox.discord.rules.components import check_components
from bot.sandbox.discord.rules.embeds import check_embeds
from bot.sandbox.discord.rules.files import Files, check_attachments
from bot.sandbox.discord.rules.form import Node, Refusal
from bot.sandbox.discord.rules.limits import Count, Length
from bot.sandbox.discord.rules.mentions import check_mentions
from bot.sandbox.discord.rules.rule import Rule

RULES = (
    Rule(
        "messages.known-fields",
        "A message has only fields that some route documents; discord.js sends all to all.",
        "message.mdx",
    ),
    Rule("messages.content-length", "Content has at most 2000 characters.", "message.mdx"),
    Rule("messages.nonce-length", "A nonce has at most 25 characters.", "message.mdx"),
    Rule("messages.not-empty", "A message shows something (50006).", "opcodes-and-status-codes.mdx"),
    Rule(
        "messages.settable-flags", "Only the flags that a route documents are set; edits ignore others.", "message.mdx"
    ),
    Rule("messages.v2-excludes-legacy", "With IS_COMPONENTS_V2: no content, embeds, stickers, poll.", "message.mdx"),
    Rule(
        "messages.v2-needs-flag", "Without IS_COMPONENTS_V2 the top level holds rows only.", "components/reference.mdx"
    ),
    Rule("messages.row-count", "Without IS_COMPONENTS_V2 there are at most 5 rows.", "components/reference.mdx"),
)

Route = Literal["channel", "callback", "followup", "edit"]
_FIELDS = frozenset(
    {
        *("content", "embeds", "allowed_mentions", "components", "attachments", "flags", "poll", "sticker_ids", "tts"),
        *("message_reference", "nonce", "enforce_nonce", "shared_client_theme"),
        *("username", "avatar_url", "thread_name", "applied_tags"),
    }
)
_VOICE_MESSAGE = 1 << 13
_FORWARD = 1
_PUBLIC = (
    MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.IS_COMPONENTS_V2 | _VOICE_MESSAGE
)
_SETTABLE: dict[Route, int] = {
    "channel": _PUBLIC,
    "callback": _PUBLIC | MessageFlag.EPHEMERAL,
    "followup": _PUBLIC | MessageFlag.EPHEMERAL,
}
_LEGACY = ("content", "embeds", "sticker_ids", "poll")
_CONTENT = Length("messages.content-length", "content", 0, 2000)
_NONCE = Length("messages.nonce-length", "nonce", 0, 25)
_ROWS = Count("messages.row-count", "components", 0, 5)
_EMPTY = 50006


def check_message(
    message: Node, *, route: Route, uploads: Sequence[str], before: Mapping[str, Any] | None = None
) -> None:
    """Judge a new message, or an edit of `before` (None on an edit: not known, so judged leniently)."""
    is_edit = route == "edit"
    files = Files.of(uploads, before if is_edit else {})
    result = {**(before or {}), **message.value}
    _check_fields(message)
    _CONTENT.check(message)
    if not isinstance(message.value.get("nonce"), int):
        _NONCE.check(message)
    _check_flags(message, route)
    check_mentions(message)
    check_embeds(message)
    check_attachments(message, files)
    check_components(message, files.names(message))
    if _is_v2(message, before):
        _check_legacy(message, result)
    else:
        _check_rows(message)
    if not is_edit or before is not None:
        _check_emptiness(message, result, files, v2=_is_v2(message, before))


def _check_fields(message: Node) -> None:
    for key in message.value.keys() - _FIELDS:
        message.wrong("messages.known-fields", key[:100], "BASE_TYPE_UNKNOWN", "No route takes such a field.")


def _check_flags(message: Node, route: Route) -> None:
    asked = message.number("flags") or 0
    if asked & ~_SETTABLE.get(route, asked):
        message.wrong("messages.settable-flags", "flags", "FLAGS_INVALID", "Some of these flags cannot be set here.")


def _is_v2(message: Node, before: Mapping[str, Any] | None) -> bool:
    flags = (message.number("flags") or 0) | int((before or {}).get("flags") or 0)
    return bool(flags & MessageFlag.IS_COMPONENTS_V2)


def _check_legacy(message: Node, result: Mapping[str, Any]) -> None:
    for key in _LEGACY:
        if result.get(key):
            text = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            message.wrong("messages.v2-excludes-legacy", key, code, text)


def _check_rows(message: Node) -> None:
    _ROWS.check(message)
    for component in message.children("components"):
        if component.number("type") != ComponentType.ROW:
            text = 'Value of field "type" must be one of (1,).'
            component.wrong("messages.v2-needs-flag", "type", "UNION_TYPE_CHOICES", text)


def _check_emptiness(message: Node, result: Mapping[str, Any], files: Files, *, v2: bool) -> None:
    shown: list[Any] = [result.get("components")]
    if not v2:
        content = result.get("content")
        names = files.names(message)
        shown = [content.strip() if isinstance(content, str) else content, names]
        shown += [result.get(key) for key in ("embeds", "sticker_ids", "poll")]
        reference = message.child("message_reference")
        shown.append(reference is not None and reference.number("type") == _FORWARD)
    if not any(shown):
        message.form.add_refusal(
            "messages.not-empty", Refusal(status=400, code=_EMPTY, message="Cannot send an empty message")
        )
