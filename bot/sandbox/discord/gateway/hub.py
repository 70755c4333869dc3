"""All sessions, and who hears which event."""

import secrets
from dataclasses import dataclass, field

from bot.sandbox.discord.gateway.connection import Connection
from bot.sandbox.discord.gateway.session import Op, Session
from bot.sandbox.discord.world import Json


@dataclass(frozen=True, slots=True)
class _Event:
    name: str
    data: Json
    guild_id: int | None


@dataclass(slots=True, eq=False)
class Hub:
    """The sessions of the application."""

    sessions: dict[str, Session] = field(default_factory=dict)
    _last_interaction: _Event | None = None

    def open(self, *, intents: int, shard: tuple[int, int], connection: Connection) -> Session:
        """Begin a session."""
        session = Session(id=secrets.token_hex(16), intents=intents, shard=shard, connection=connection)
        self.sessions[session.id] = session
        return session

    def end(self, session: Session) -> None:
        """Forget a session: it cannot be resumed."""
        self.sessions.pop(session.id, None)

    def connected(self) -> list[Session]:
        """The sessions that have a socket now."""
        return [session for session in self.sessions.values() if session.connection is not None]

    def dispatch(
        self, event: str, data: Json, *, guild_id: int | None, intent: int = 0, veiled: Json | None = None
    ) -> None:
        """Tell every session that should hear; `veiled` goes to those that may not read the content."""
        for session in self.sessions.values():
            if session.hears(guild_id, intent):
                session.dispatch(event, data if veiled is None or session.wants_content() else veiled)
        if event == "INTERACTION_CREATE":
            self._last_interaction = _Event(event, data, guild_id)

    def repeat_last_interaction(self) -> None:
        """Deliver the latest interaction once more, as Discord sometimes does."""
        if (event := self._last_interaction) is not None:
            self.dispatch(event.name, event.data, guild_id=event.guild_id)

    def ask_reconnect(self) -> None:
        """Ask every client to connect again and resume (op 7)."""
        for session in self.connected():
            self._send(session, {"op": int(Op.RECONNECT), "d": None})

    def ask_heartbeat(self) -> None:
        """Ask every client for a heartbeat at once (op 1)."""
        for session in self.connected():
            self._send(session, {"op": int(Op.HEARTBEAT), "d": None})

    def invalidate(self, *, resumable: bool) -> None:
        """Tell every client that its session is invalid (op 9)."""
        for session in self.connected():
            self._send(session, {"op": int(Op.INVALID_SESSION), "d": resumable})
            if not resumable:
                self.end(session)

    async def close(self, code: int) -> None:
        """Close every socket with this code; the sessions stay."""
        for session in self.connected():
            if session.connection is not None:
                await session.connection.close(code)

    @staticmethod
    def _send(session: Session, frame: Json) -> None:
        if session.connection is not None:
            session.connection.send(frame)
