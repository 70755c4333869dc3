"""Identifiers, each its own type, so that a UserId never fits where a GuildId belongs."""

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
