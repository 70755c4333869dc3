"""A bucket that can be away for a while: its server is stopped, and started again with all that was kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from moto.server import ThreadedMotoServer

from bot.media.settings import S3Settings
from tests.media.buckets import a_bucket, make

_HOST = "127.0.0.1"


class Bucket:
    """`settings` lead to it. It is there between `open` and `close`."""

    def __init__(self) -> None:
        self._server = ThreadedMotoServer(ip_address=_HOST, port=0, verbose=False)
        self._server.start()
        self._port = self._server.get_host_and_port()[1]
        self.settings: S3Settings = make(a_bucket(f"http://{_HOST}:{self._port}"))

    def open(self) -> None:
        """It is back, at the same address."""
        self._server = ThreadedMotoServer(ip_address=_HOST, port=self._port, verbose=False)
        self._server.start()

    def close(self) -> None:
        """Nobody answers there any more."""
        self._server.stop()
        assert self._server._server is not None
        self._server._server.server_close()


@asynccontextmanager
async def bucket() -> AsyncIterator[Bucket]:
    """One that is there."""
    bucket = await asyncio.to_thread(Bucket)
    try:
        yield bucket
    finally:
        await asyncio.to_thread(bucket.close)
