import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.sandbox.upstreams.failures import TooLarge, Unfetchable
from bot.sandbox.upstreams.network import Network
from tests.sandbox.upstreams.customers import PictureHost


async def pour(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(bytes(65536))


async def break_off(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(bytes(10))
    assert request.transport is not None
    request.transport.close()
    return response


async def test_a_picture_is_fetched_with_its_query(session: ClientSession, host: PictureHost) -> None:
    url = host.put("a.png", b"picture") + "?ex=1&hm=a%2Bb"

    assert await Network(session).fetch(url, max_bytes=7) == b"picture"


async def test_reading_stops_at_the_limit(session: ClientSession) -> None:
    app = web.Application()
    app.router.add_get("/", pour)
    async with TestServer(app) as server:
        with pytest.raises(TooLarge):
            await Network(session).fetch(str(server.make_url("/")), max_bytes=100_000)


async def test_a_picture_that_breaks_off_is_not_a_picture(session: ClientSession) -> None:
    app = web.Application()
    app.router.add_get("/", break_off)
    async with TestServer(app) as server:
        with pytest.raises(Unfetchable):
            await Network(session).fetch(str(server.make_url("/")), max_bytes=100_000)
