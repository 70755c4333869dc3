"""A gateway socket from HELLO to the close code."""

import asyncio
import json
import time
from collections import deque
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.gateway.compression import compressor
from bot.sandbox.discord.gateway.connection import Connection
from bot.sandbox.discord.gateway.handshake import CloseError, identify, resume
from bot.sandbox.discord.gateway.session import Op, Session
from bot.sandbox.discord.payloads.users import member, user
from bot.sandbox.discord.world import Json

_MAX_PAYLOAD_BYTES = 4096
_MAX_FRAMES, _FRAMES_WINDOW_S = 120, 60.0
_ORDINARY_CLOSES = {1000, 1001}
_IGNORED = {Op.PRESENCE, Op.VOICE_STATE, Op.SOUNDBOARD, Op.CHANNEL_INFO}
_GRACE = 1.5
_SOON_S = 0.001
_VERSION = "10"


class GatewaySocket:
    """Talks to one client. A heartbeat that fails to come closes the socket with 4009 and ends the session."""

    def __init__(self, backend: Backend, *, heartbeat_s: float, allowed_intents: int) -> None:
        self._backend = backend
        self._heartbeat_s = heartbeat_s
        self._allowed_intents = allowed_intents
        self._socket = web.WebSocketResponse(timeout=1.0)
        self._session: Session | None = None
        self._frames: deque[float] = deque(maxlen=_MAX_FRAMES)
        self._beat_by = 0.0
        self._connection: Connection

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Run the socket to its end."""
        await self._socket.prepare(request)
        self._connection = Connection(self._socket, compressor(request.query.get("compress")))
        writer = asyncio.create_task(self._connection.write(), name="gateway-writer")
        try:
            await self._talk(request.query.get("v"))
        except CloseError as close:
            await self._connection.close(close.code)
        finally:
            self._leave()
            writer.cancel()
            await asyncio.wait({writer})
        return self._socket

    async def _talk(self, version: str | None) -> None:
        if version != _VERSION:
            raise CloseError(4012)
        if self._backend.faults.take({"no_hello"}) is None:
            self._connection.send({"op": int(Op.HELLO), "d": {"heartbeat_interval": int(self._heartbeat_s * 1000)}})
        self._beat_by = time.monotonic() + self._heartbeat_s * _GRACE
        while (frame := await self._receive()) is not None:
            data = frame.get("d")
            self._hear(frame.get("op"), data if isinstance(data, dict) else {})

    async def _receive(self) -> Json | None:
        try:
            message = await self._socket.receive(timeout=max(_SOON_S, self._beat_by - time.monotonic()))
        except TimeoutError:
            self._forget()
            raise CloseError(4009) from None
        if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
            return None
        self._count_frame()
        return _decode(message.data)

    def _count_frame(self) -> None:
        now = time.monotonic()
        if len(self._frames) == _MAX_FRAMES and now - self._frames[0] < _FRAMES_WINDOW_S:
            raise CloseError(4008)
        self._frames.append(now)

    def _hear(self, op: Any, data: Json) -> None:
        match op:
            case Op.HEARTBEAT:
                self._beat()
            case Op.IDENTIFY:
                self._identify(data)
            case Op.RESUME:
                self._session = resume(self._backend, self._connection, data) or self._session
            case _:
                self._hear_in_session(op, data)

    def _hear_in_session(self, op: Any, data: Json) -> None:
        if op != Op.REQUEST_MEMBERS and op not in _IGNORED:
            raise CloseError(4001)
        if self._session is None:
            raise CloseError(4003)
        if op == Op.REQUEST_MEMBERS:
            self._send_members(self._session, data)

    def _beat(self) -> None:
        self._beat_by = time.monotonic() + self._heartbeat_s * _GRACE
        if self._backend.faults.take({"no_ack"}) is None:
            self._connection.send({"op": int(Op.HEARTBEAT_ACK), "d": None})

    def _identify(self, data: Json) -> None:
        if self._session is not None:
            raise CloseError(4005)
        self._session = identify(self._backend, self._connection, data, allowed_intents=self._allowed_intents)

    def _send_members(self, session: Session, data: Json) -> None:
        guild = self._backend.world.guilds.get(int(data.get("guild_id") or 0))
        if guild is None:
            return
        people = [self._backend.world.users[user_id] for user_id in guild.members]
        chunk = {"guild_id": str(guild.id), "chunk_index": 0, "chunk_count": 1, "not_found": []}
        members = [member(guild) | {"user": user(person)} for person in (*people, self._backend.world.bot)]
        nonce = {"nonce": data["nonce"]} if "nonce" in data else {}
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk | {"members": members} | nonce)

    def _forget(self) -> None:
        if self._session is not None:
            self._backend.hub.end(self._session)

    def _leave(self) -> None:
        """A client that closes with 1000 or 1001 ends its session; any other way it may resume."""
        if self._session is None:
            return
        if self._session.connection is self._connection:
            self._session.connection = None
        if self._socket.close_code in _ORDINARY_CLOSES and not self._connection.closed_here:
            self._forget()


def _decode(data: str | bytes) -> Json:
    raw = data.encode() if isinstance(data, str) else data
    if len(raw) > _MAX_PAYLOAD_BYTES:
        raise CloseError(4002)
    try:
        frame = json.loads(raw)
    except ValueError:
        raise CloseError(4002) from None
    if not isinstance(frame, dict):
        raise CloseError(4002)
    return frame
