"""Who a message really pings (resources/message, "Allowed Mentions Object")."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.discord.components import walk
from bot.sandbox.discord.flags import ComponentType, Permission
from bot.sandbox.discord.world import Channel, Json, StoredMessage

_USER = re.compile(r"<@!?(\d{1,20})>")
_BY_INTERACTION: Json = {"parse": ["users"]}
_BY_MESSAGE: Json = {"parse": ["users", "roles", "everyone"]}
_EVERYONE = re.compile(r"@(?:everyone|here)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """Whom a message mentions, and whether it mentions everyone."""

    users: frozenset[int]
    everyone: bool

    def people(self, message: StoredMessage) -> frozenset[int]:
        """The user ids whose clients ring: nobody who cannot see the message."""
        audience = frozenset({message.viewer_id}) if message.viewer_id is not None else _present(message.channel)
        return audience if self.everyone else self.users & audience


def mentioned(message: StoredMessage, allowed: Mapping[str, Any] | None, known: Container[int]) -> Mentioned:
    """Whom of the `known` the text mentions, after `allowed_mentions`; interactions parse only users by default."""
    text = _text(message)
    default = _BY_INTERACTION if message.interaction is not None else _BY_MESSAGE
    rules: Mapping[str, Any] = default if allowed is None else allowed
    parse = set(rules.get("parse") or ())
    named = set(_USER.findall(text))
    if "users" not in parse:
        named &= set(map(str, rules.get("users") or ()))
    everyone = "everyone" in parse and bool(_EVERYONE.search(text)) and _may_ring_everyone(message.channel)
    return Mentioned(users=frozenset(user_id for user_id in map(int, named) if user_id in known), everyone=everyone)


def _text(message: StoredMessage) -> str:
    shown = [str(part["content"]) for part in walk(message.components) if part.get("type") == ComponentType.TEXT]
    return "\n".join((message.content, *shown))


def _may_ring_everyone(channel: Channel) -> bool:
    return channel.guild is not None and bool(channel.permissions & Permission.MENTION_EVERYONE)


def _present(channel: Channel) -> frozenset[int]:
    if channel.guild is not None:
        return frozenset(channel.guild.members)
    return frozenset() if channel.recipient is None else frozenset({channel.recipient.id})
