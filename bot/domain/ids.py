"""Identifiers, each its own type, so that a UserId never fits where a GuildId belongs."""

import re
import secrets
from typing import NewType

TaskId = NewType("TaskId", str)
GuildId = NewType("GuildId", int)
ChannelId = NewType("ChannelId", int)
UserId = NewType("UserId", int)
MessageId = NewType("MessageId", int)
InteractionId = NewType("InteractionId", int)
UpstreamId = NewType("UpstreamId", str)
ProviderId = NewType("ProviderId", str)
MediaName = NewType("MediaName", str)

_LATER_ROUND = re.compile(r"(.+)-([1-9][0-9]{0,2})")

DIRECT = GuildId(0)
"""The guild id of work that a person asked for in a direct message."""


def new_media_name() -> MediaName:
    """32 URL-safe characters, 192 random bits."""
    return MediaName(secrets.token_urlsafe(24))


def new_task_id() -> TaskId:
    """Twenty hex digits, 80 random bits.

    Short enough for a Discord nonce (25 characters) and within the characters that every vendor takes for a caller's
    own id (`[A-Za-z0-9._-]`, at most 64).
    """
    return TaskId(secrets.token_hex(10))


def own_id(task_id: TaskId, number: int) -> str:
    """What we call a task's submission: the task's id, and from the second round on its number too."""
    return task_id if number == 1 else f"{task_id}-{number}"


def split_own_id(text: str) -> tuple[TaskId, int]:
    """The task and the round that an `own_id` names; whatever else it is counts as a first round."""
    if (named := _LATER_ROUND.fullmatch(text)) is None:
        return TaskId(text), 1
    return TaskId(named[1]), int(named[2])
