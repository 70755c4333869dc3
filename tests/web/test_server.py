import asyncio
import errno
import os
import socket
from contextlib import AsyncExitStack

import aiohttp
import pytest
from aiohttp import web

from bot.domain.errors import Misconfigured
from bot.web.server import serve


class Slow:
    """An application whose one answer takes until it is let go."""

    def __init__(self) -> None:
        self.asked, self.go = asyncio.Event(), asyncio.Event()
        self.application = web.Application()
        self.application.router.add_get("/", self._answer)

    async def _answer(self, _: web.Request) -> web.Response:
        self.asked.set()
        await self.go.wait()
        return web.Response(text="done")


async def is_open(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except ConnectionError:
        return False
    writer.transport.abort()
    return True


async def get(port: int) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/") as response:
        return await response.text()


async def test_the_system_chooses_the_port_where_none_is_named() -> None:
    async with serve(web.Application(), "127.0.0.1:0") as port:
        assert await is_open(port)
    assert not await is_open(port)


async def test_what_is_under_way_ends_before_the_server_does() -> None:
    slow = Slow()
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(serve(slow.application, "127.0.0.1:0"))
        asking = asyncio.create_task(get(port), name="a request")
        await slow.asked.wait()
        closing = asyncio.create_task(stack.aclose(), name="closing")
        while await is_open(port):
            pass
        assert not closing.done()
        slow.go.set()
        assert await asking == "done"
        await closing


async def test_what_does_not_end_is_ended() -> None:
    stuck = Slow()
    async with serve(stuck.application, "127.0.0.1:0", grace_s=0.01) as port:
        asking = asyncio.create_task(get(port), name="a request")
        await stuck.asked.wait()
    with pytest.raises(aiohttp.ClientError):
        await asking


async def test_a_port_that_is_taken_is_a_sentence_that_names_the_setting() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(Misconfigured) as caught:
            async with serve(web.Application(), bind):
                pytest.fail("two servers at one port")
    in_use = os.strerror(errno.EADDRINUSE)
    assert caught.value.detail == f"DARKROOM_WEB__BIND: cannot listen at {bind} ({in_use})"


async def test_a_host_that_is_no_address_is_a_sentence_that_names_the_setting() -> None:
    with pytest.raises(Misconfigured, match=r"DARKROOM_WEB__BIND: cannot listen at a\.a.+:80 \([^()]+\)$"):
        async with serve(web.Application(), ".".join("a" * 130) + ":80"):  # too long to be asked for anywhere
            pytest.fail("a strange place")
