"""The first answer to an interaction."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox.discord.flags import CallbackType, InteractionType, MessageFlag
from bot.sandbox.discord.rules.form import Node
from bot.sandbox.discord.rules.limits import Count
from bot.sandbox.discord.rules.messages import check_message
from bot.sandbox.discord.rules.modals import check_modal
from bot.sandbox.discord.rules.options import check_choices
from bot.sandbox.discord.rules.rule import Rule

_SOURCE = "receiving-and-responding.mdx"
RULES = (
    Rule("callbacks.type-allowed", "Each kind of interaction takes certain callback types only.", _SOURCE),
    Rule("callbacks.data-required", "Messages, autocomplete results and modals need data.", _SOURCE),
    Rule("callbacks.deferred-data", "A deferred message shows nothing yet, and carries EPHEMERAL at most.", _SOURCE),
    Rule("callbacks.choice-count", "An autocomplete result has at most 25 choices.", _SOURCE),
    Rule("callbacks.choice-length", "A choice has a name of 1-100 and a text value of at most 100.", _SOURCE),
)

_PING, _PONG, _PREMIUM_REQUIRED, _LAUNCH_ACTIVITY = 1, 1, 10, 12
_ANYWHERE = {CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE, _PREMIUM_REQUIRED, _LAUNCH_ACTIVITY}
_UPDATES = {CallbackType.DEFERRED_UPDATE, CallbackType.UPDATE}
_ALLOWED: dict[int, set[int]] = {
    _PING: {_PONG},
    InteractionType.COMMAND: {*_ANYWHERE, CallbackType.MODAL},
    InteractionType.COMPONENT: {*_ANYWHERE, *_UPDATES, CallbackType.MODAL},
    InteractionType.AUTOCOMPLETE: {CallbackType.AUTOCOMPLETE},
    InteractionType.MODAL: {*_ANYWHERE, *_UPDATES},
}
_NEED_DATA = {CallbackType.MESSAGE, CallbackType.AUTOCOMPLETE, CallbackType.MODAL}
_SHOWN = ("content", "embeds", "components", "attachments", "poll")
_CHOICES = Count("callbacks.choice-count", "choices", 0, 25)


def check_callback(
    callback: Node, *, interaction_type: int, uploads: Sequence[str], before: Mapping[str, Any] | None = None
) -> None:
    """Judge an answer; `before` is the message that a type 7 updates, None when it is not known."""
    kind, data = callback.number("type"), callback.child("data")
    allowed = _ALLOWED.get(interaction_type, set())
    if kind not in allowed:
        text = f"Value must be one of {sorted(map(int, allowed))}."
        callback.wrong("callbacks.type-allowed", "type", "BASE_TYPE_CHOICES", text)
    if data is None and kind in _NEED_DATA:
        callback.wrong("callbacks.data-required", "data", "BASE_TYPE_REQUIRED", "This field is required")
    if data is not None:
        _check_data(data, kind, uploads, before)


def _check_data(data: Node, kind: int | None, uploads: Sequence[str], before: Mapping[str, Any] | None) -> None:
    if kind == CallbackType.MESSAGE:
        check_message(data, route="callback", uploads=uploads)
    elif kind == CallbackType.UPDATE:
        check_message(data, route="edit", uploads=uploads, before=before)
    elif kind == CallbackType.DEFERRED_MESSAGE:
        _check_deferral(data)
    elif kind == CallbackType.AUTOCOMPLETE:
        _CHOICES.check(data)
        check_choices(data, None, rule="callbacks.choice-length")
    elif kind == CallbackType.MODAL:
        check_modal(data)


def _check_deferral(data: Node) -> None:
    shown = [key for key in _SHOWN if data.value.get(key)]
    if (data.number("flags") or 0) & ~MessageFlag.EPHEMERAL:
        shown.append("flags")
    for key in shown:
        text = "A deferred message takes the flag EPHEMERAL only."
        data.wrong("callbacks.deferred-data", key, "BASE_TYPE_UNKNOWN", text)
