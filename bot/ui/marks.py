"""Custom ids: they say what to do and about what, and nothing else, so that a button outlives every restart."""

import re
from collections.abc import Iterator
from enum import StrEnum

import discord

from bot.domain.ids import TaskId

_PREFIX = "darkroom"


class Action(StrEnum):
    """What a component of ours does."""

    CANCEL = "cancel"
    GET = "get"
    DELETE = "delete"
    KEY = "key"


def mark(action: Action, about: str) -> str:
    """The custom id of `action` about a task or a provider."""
    return f"{_PREFIX}:{action}:{about}"


def pattern(action: Action) -> re.Pattern[str]:
    """Matches the custom ids of `action`; the group `about` is what it is about."""
    return re.compile(rf"{_PREFIX}:{action}:(?P<about>[A-Za-z0-9_.-]{{1,64}})")


def is_ours(custom_id: str) -> bool:
    """Whether something in this program answers to `custom_id`."""
    return any(pattern(action).fullmatch(custom_id) for action in Action)


def shows_the_end_of(message: discord.Message, task_id: TaskId) -> bool:
    """Whether `message` is what a task ended in: a progress message has no button to delete it."""
    return mark(Action.DELETE, task_id) in _custom_ids(message)


def _custom_ids(message: discord.Message) -> Iterator[str]:
    for row in message.components:
        for child in getattr(row, "children", ()):
            yield getattr(child, "custom_id", None) or ""
