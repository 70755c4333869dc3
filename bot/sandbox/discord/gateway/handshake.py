"""IDENTIFY and RESUME: who may begin or continue a session, and what the client is told first."""

from typing import Any

from bot.sandbox.discord.backend import Backend
from bot.sandbox.discord.flags import KNOWN_INTENTS, PRIVILEGED_INTENTS, Intent
from bot.sandbox.discord.gateway.connection import Connection
from bot.sandbox.discord.gateway.session import Op, Session
from bot.sandbox.discord.payloads.guilds import guild_create
from bot.sandbox.discord.payloads.users import me
from bot.sandbox.discord.snowflakes import shard_of
from bot.sandbox.discord.world import Guild, Json

_MAX_GUILDS_PER_SHARD = 2500
_PAIR = 2


class CloseError(Exception):
    """The server closes the socket with `code` (topics/opcodes-and-status-codes)."""

    def __init__(self, code: int) -> None:
        super().__init__(f"close {code}")
        self.code = code


def identify(backend: Backend, connection: Connection, data: Json, *, allowed_intents: int) -> Session:
    """Begin a session and send READY and the guilds.

    Raises CloseError: 4004 bad token, 4010 and 4011 shard, 4013 and 4014 intents.
    """
    _check_token(backend, data)
    intents = _intents(data.get("intents"), allowed_intents)
    shard = _shard(data.get("shard"))
    guilds = [guild for guild in backend.world.bot_guilds() if shard_of(guild.id, shard[1]) == shard[0]]
    if len(guilds) > _MAX_GUILDS_PER_SHARD:
        raise CloseError(4011)
    session = backend.hub.open(intents=intents, shard=shard, connection=connection)
    session.dispatch("READY", _ready(backend, session, guilds, sharded="shard" in data))
    for guild in guilds if intents & Intent.GUILDS else ():
        session.dispatch("GUILD_CREATE", guild_create(guild, backend.world))
    backend.signal.notify()
    return session


def resume(backend: Backend, connection: Connection, data: Json) -> Session | None:
    """Continue a session: what was missed, then RESUMED. None (and op 9) when there is no such session.

    Raises CloseError: 4004 bad token, 4007 a sequence number that was never sent.
    """
    _check_token(backend, data)
    session = backend.hub.sessions.get(str(data.get("session_id")))
    if session is None:
        connection.send({"op": int(Op.INVALID_SESSION), "d": False})
        return None
    sequence = int(data.get("seq") or 0)
    if sequence > session.sequence:
        raise CloseError(4007)
    session.connection = connection
    if backend.faults.take({"resume_gap"}) is None:
        for frame in session.missed(sequence):
            connection.send(frame)
    session.dispatch("RESUMED", {"_trace": []})
    backend.signal.notify()
    return session


def _check_token(backend: Backend, data: Json) -> None:
    if str(data.get("token", "")).removeprefix("Bot ") != backend.token:
        raise CloseError(4004)


def _intents(asked: Any, allowed: int) -> int:
    if not isinstance(asked, int) or asked & ~KNOWN_INTENTS:
        raise CloseError(4013)
    if asked & PRIVILEGED_INTENTS & ~allowed:
        raise CloseError(4014)
    return asked


def _shard(asked: Any) -> tuple[int, int]:
    if asked is None:
        return 0, 1
    if not isinstance(asked, list) or len(asked) != _PAIR or not 0 <= asked[0] < asked[1]:
        raise CloseError(4010)
    return asked[0], asked[1]


def _ready(backend: Backend, session: Session, guilds: list[Guild], *, sharded: bool) -> Json:
    return {
        "v": 10,
        "user": me(backend.world.bot),
        "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
        "session_id": session.id,
        "resume_gateway_url": backend.gateway_url,
        "session_type": "normal",
        "private_channels": [],
        "relationships": [],
        "presences": [],
        "application": {"id": str(backend.world.bot.id), "flags": 0, "flags_new": "0"},
        **({"shard": list(session.shard)} if sharded else {}),
    }
