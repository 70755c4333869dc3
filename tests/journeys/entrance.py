"""A vendor's second address, which is shut at first: who calls there is refused, as when a server is down."""

import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web

from bot.sandbox.upstreams import ImgOpen, MagicTiger

_HOST = "127.0.0.1"


class Entrance:
    """`url` is the vendor's base URL there; nobody else can take the port."""

    def __init__(self, vendor: ImgOpen | MagicTiger, stack: AsyncExitStack) -> None:
        self._vendor = vendor
        self._stack = stack
        self._socket = stack.enter_context(socket.socket())
        self._socket.bind((_HOST, 0))
        self.url = f"http://{_HOST}:{self._socket.getsockname()[1]}"

    async def open(self) -> None:
        """From now on the vendor answers there too."""
        runner = web.AppRunner(self._vendor.application(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        await web.SockSite(runner, self._socket).start()


@asynccontextmanager
async def entrance(vendor: ImgOpen | MagicTiger) -> AsyncIterator[Entrance]:
    """A shut entrance, until the end."""
    async with AsyncExitStack() as stack:
        yield Entrance(vendor, stack)
