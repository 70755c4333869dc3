"""A bucket on this machine (moto's server), and servers that are no use as one."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from urllib.request import Request, urlopen

from aiohttp import web
from aiohttp.test_utils import TestServer
from moto.server import ThreadedMotoServer
from pydantic import SecretStr

from bot.media.settings import S3Settings

Answer = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


@contextmanager
def moto() -> Iterator[str]:
    """Its address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()
        assert server._server is not None
        server._server.server_close()


def a_bucket(endpoint: str, **changes: object) -> S3Settings:
    """The settings for one, whether it is there or not."""
    name = f"darkroom-{secrets.token_hex(6)}"
    settings = S3Settings(bucket=name, endpoint=endpoint, access_key_id="ann", secret_access_key=SecretStr("psst"))
    return settings.model_copy(update=changes)


def make(settings: S3Settings) -> S3Settings:
    """Have the bucket made."""
    request = Request(f"{settings.endpoint}/{settings.bucket}", data=b"", method="PUT")
    request.add_header("Content-Type", "application/xml")
    with urlopen(request) as response:
        assert response.status == 200
    return settings


@asynccontextmanager
async def answering(answer: Answer) -> AsyncIterator[str]:
    """A server that answers every request like this; its address."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("")).rstrip("/")
