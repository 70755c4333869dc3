"""A gateway session: what was sent, so that RESUME can send it again."""

from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum

from bot.sandbox.discord.flags import Intent
from bot.sandbox.discord.gateway.connection import Connection
from bot.sandbox.discord.snowflakes import shard_of
from bot.sandbox.discord.world import Json

_LOG_LENGTH = 5000


class Op(IntEnum):
    """Gateway opcodes (topics/opcodes-and-status-codes)."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    VOICE_STATE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11
    SOUNDBOARD = 31
    CHANNEL_INFO = 43


@dataclass(slots=True, kw_only=True, eq=False)
class Session:
    """One shard's session; `connection` is None while its socket is lost."""

    id: str
    intents: int
    shard: tuple[int, int]
    connection: Connection | None
    sequence: int = 0
    _log: deque[Json] = field(default_factory=lambda: deque(maxlen=_LOG_LENGTH))

    def hears(self, guild_id: int | None, intent: int) -> bool:
        """Whether an event belongs to this shard and these intents."""
        index, count = self.shard
        return shard_of(guild_id, count) == index and self.intents & intent == intent

    def wants_content(self) -> bool:
        """Whether the session may read other people's messages."""
        return bool(self.intents & Intent.MESSAGE_CONTENT)

    def dispatch(self, event: str, data: Json) -> None:
        """Send an event now, or keep it for the resume."""
        self.sequence += 1
        frame = {"op": int(Op.DISPATCH), "s": self.sequence, "t": event, "d": data}
        self._log.append(frame)
        if self.connection is not None:
            self.connection.send(frame)

    def missed(self, after: int) -> list[Json]:
        """The frames with a higher sequence number, in order."""
        return [frame for frame in self._log if frame["s"] > after]
