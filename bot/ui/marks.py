"""Custom ids: they say what to do and about what, and nothing else, so that a button outlives every restart."""

import re
from collections.abc import Iterator
from enum import StrEnum

import discord

from bot.domain.ids import TaskId

LONGEST_MARK = 100
"""Discord's limit for a custom id."""

_PREFIX = "darkroom"
_NAME = r"[A-Za-z0-9_.-]{1,64}"
_PART = "."


class Action(StrEnum):
    """What a component of ours does."""

    CANCEL = "cancel"
    GET = "get"
    DELETE = "delete"
    KEY = "key"
    FORM = "form"
    AGAIN = "again"
    VARY = "vary"
    GO_ON = "go-on"
    PROMPT = "prompt"
    PICK = "pick"
    AGREE = "yes"


_ABOUT = {Action.FORM: r"[^\r\n]{1,86}", Action.AGREE: r"[A-Za-z0-9]{1,32}\.[0-9]{1,9}"}
"""A form holds what was said before it, a yes its price; the others a name or two."""


def mark(action: Action, about: str, part: str | int | None = None) -> str:
    """The custom id of `action` about a task or a provider, or about a part of a task."""
    suffix = "" if part is None else f"{_PART}{part}"
    return f"{_PREFIX}:{action}:{about}{suffix}"


def pattern(action: Action) -> re.Pattern[str]:
    """Matches the custom ids of `action`; the group `about` is what it is about."""
    return re.compile(rf"{_PREFIX}:{action}:(?P<about>{_ABOUT.get(action, _NAME)})")


def part_of_task(match: re.Match[str]) -> tuple[TaskId, str]:
    """The task that a custom id is about, and the part of it; empty if it names none."""
    task_id, _, part = match["about"].partition(_PART)
    return TaskId(task_id), part


def is_ours(custom_id: str) -> bool:
    """Whether something in this program answers to `custom_id`."""
    return any(pattern(action).fullmatch(custom_id) for action in Action)


def bears(message: discord.Message, action: Action, task_id: TaskId) -> bool:
    """Whether something on `message` does `action` about this task, or about a part of it.

    What a task ended in has a button to delete it, its progress has none; what it asked has something to pick.
    """
    wanted = mark(action, task_id)
    return any(found == wanted or found.startswith(wanted + _PART) for found in _custom_ids(message))


def _custom_ids(message: discord.Message) -> Iterator[str]:
    for row in message.components:
        for child in getattr(row, "children", ()):
            yield getattr(child, "custom_id", None) or ""
