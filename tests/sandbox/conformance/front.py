"""A TLS front before the local Discord, and a resolver that leads every host name to it."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp.abc import AbstractResolver, ResolveResult

_CHUNK = 2**16


class EveryHostHere(AbstractResolver):
    """Answers 127.0.0.1 and one port for any name; `asked` keeps the names."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.asked: set[str] = set()

    async def resolve(
        self, host: str, _port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.add(host)
        return [
            ResolveResult(hostname=host, host="127.0.0.1", port=self._port, family=family, proto=0, flags=0),
        ]

    async def close(self) -> None:
        """Nothing is held."""


@asynccontextmanager
async def tls_front(port: int, context: ssl.SSLContext) -> AsyncIterator[int]:
    """Decrypt what comes in on the port that is yielded, and pass it on to `port`."""

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", port)
        async with asyncio.TaskGroup() as pipes:
            pipes.create_task(_pipe(reader, inner_writer), name="tls front, inward")
            pipes.create_task(_pipe(inner_reader, writer), name="tls front, outward")

    server = await asyncio.start_server(relay, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(_CHUNK):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass  # either end may hang up whenever it likes
    finally:
        writer.close()
