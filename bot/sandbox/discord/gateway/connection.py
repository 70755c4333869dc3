"""One websocket: an outbox that keeps order, so that nobody who dispatches has to wait."""

import asyncio
import json
from contextlib import suppress

from aiohttp import ClientConnectionResetError, web

from bot.sandbox.discord.gateway.compression import Compressor
from bot.sandbox.discord.world import Json


class Connection:
    """Writes frames to a socket in order, compressed if the client asked for it."""

    def __init__(self, socket: web.WebSocketResponse, compress: Compressor | None) -> None:
        self._socket = socket
        self._compress = compress
        self._outbox: asyncio.Queue[Json] = asyncio.Queue()
        self.closed_here = False

    def send(self, frame: Json) -> None:
        """Queue a frame; a frame for a socket that is gone is lost."""
        self._outbox.put_nowait({"s": None, "t": None} | frame)

    async def write(self) -> None:
        """Send what is queued until cancelled or the socket is gone."""
        with suppress(ClientConnectionResetError):
            while True:
                await self._write(json.dumps(await self._outbox.get()))

    async def _write(self, text: str) -> None:
        if self._compress is None:
            await self._socket.send_str(text)
        else:
            await self._socket.send_bytes(self._compress(text.encode()))

    async def close(self, code: int) -> None:
        """Close with Discord's code; `closed_here` then tells that it was not the client's wish."""
        self.closed_here = True
        await self._socket.close(code=code)
