import asyncio
import gzip
import socket
from collections.abc import Sequence
from contextlib import suppress

import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import Refused, Unreachable
from bot.domain.sentences import Reason
from bot.media.fetch import Fetcher
from tests.media.fetch.downloads import ABOUT, GUARDED, OPEN, read, trouble
from tests.media.fetch.sites import names, serving


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
async def test_a_final_no_is_final(status: int) -> None:
    async def no(_: web.Request) -> web.Response:
        return web.Response(status=status, body=b"picture")

    async with serving(no) as site:
        error = await trouble(site.url())
    assert (type(error), error.sentence.reason) == (Refused, Reason.INPUT_GONE)
    assert error.detail == f"127.0.0.1:{site.port}: status {status}"


@pytest.mark.parametrize("status", [204, 206, 300, 304, 408, 425, 429, 500, 502, 503, 504])
@pytest.mark.parametrize(
    ("header", "seconds"), [("17", 17), ("86400", 3600), ("tomorrow", None), ("-1", None), ("9" * 30, None)]
)
async def test_what_may_change_is_asked_for_again(status: int, header: str, seconds: float | None) -> None:
    async def later(_: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Retry-After": header})

    async with serving(later) as site:
        error = await trouble(site.url())
    assert isinstance(error, Unreachable)
    assert error.retry_after_s == seconds


async def test_a_refused_connection_is_tried_again_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    assert isinstance(await trouble(f"http://127.0.0.1:{port}/"), Unreachable)


async def test_a_name_that_does_not_resolve_is_tried_again_later() -> None:
    async def down(_host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    assert isinstance(await trouble("https://pictures.example/", settings=GUARDED, resolve=down), Unreachable)


async def test_a_name_without_addresses_is_tried_again_later() -> None:
    resolving = names(pictures_example=[])
    assert isinstance(await trouble("https://pictures.example/", settings=GUARDED, resolve=resolving), Unreachable)


@given(size=st.integers(0, 200_000), over=st.integers(-2, 2), announced=st.booleans())
@settings(deadline=None, max_examples=30)
async def test_the_byte_limit_includes_its_end(size: int, over: int, announced: bool) -> None:  # noqa: FBT001 - hypothesis passes by name
    async def sized(request: web.Request) -> web.StreamResponse:
        if announced:
            return web.Response(body=b"x" * size)
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"x" * size)
        return response

    limit = max(0, size - over)
    async with serving(sized) as site:
        if size <= limit:
            assert len(await read(site.url(), max_bytes=limit)) == size
            return
        error = await trouble(site.url(), max_bytes=limit)
    assert (type(error), error.sentence.reason) == (Refused, Reason.FILE_TOO_LARGE)
    assert error.sentence.values["max_bytes"] == limit


async def test_too_much_announced_is_refused_unread() -> None:
    async def announcing(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(2**40)})
        await response.prepare(request)
        await asyncio.Event().wait()
        return response

    async with serving(announcing) as site:
        error = await trouble(site.url(), max_bytes=10)
    assert error.sentence.values == {"slot": "photo", "size_bytes": 2**40, "max_bytes": 10}


async def test_an_endless_body_ends_at_the_limit() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 2**16)

    async with serving(endless) as site:
        assert (await trouble(site.url())).sentence.reason is Reason.FILE_TOO_LARGE


async def test_a_body_that_stalls_is_given_up() -> None:
    async def stalling(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"x")
        await asyncio.Event().wait()
        return response

    impatient = OPEN.model_copy(update={"stall_timeout_s": 0.05})
    async with serving(stalling) as site:
        error = await trouble(site.url(), settings=impatient)
    assert (type(error), error.detail) == (Unreachable, "ReadTimeout")


async def test_a_server_that_says_nothing_is_given_up() -> None:
    async def silent(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    impatient = OPEN.model_copy(update={"stall_timeout_s": 0.05})
    async with serving(silent) as site:
        assert isinstance(await trouble(site.url(), settings=impatient), Unreachable)


async def test_a_slow_drip_ends_at_the_deadline() -> None:
    async def dripping(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x")
            await asyncio.sleep(0.01)  # the drip itself

    impatient = OPEN.model_copy(update={"fetch_deadline_s": 0.2})
    async with serving(dripping) as site:
        error = await trouble(site.url(), settings=impatient)
    assert (type(error), error.detail) == (Unreachable, "TimeoutError")


async def test_a_resolver_that_hangs_ends_at_the_deadline() -> None:
    async def hanging(_host: str, _port: int) -> Sequence[str]:
        await asyncio.Event().wait()
        return []

    impatient = GUARDED.model_copy(update={"fetch_deadline_s": 0.05})
    error = await trouble("https://pictures.example/", settings=impatient, resolve=hanging)
    assert (type(error), error.detail) == (Unreachable, "TimeoutError")


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        b"HTTP/1.1 200 OK\r\nContent-Length: banana\r\n\r\nxx",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000 + b"\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.9\r\n",
        b"",
    ],
    ids=["short", "torn chunk", "two lengths", "no number", "huge header", "not HTTP", "nothing"],
)
async def test_an_answer_that_is_not_whole_is_tried_again_later(answer: bytes) -> None:
    hung_up = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        hung_up.set()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert isinstance(await trouble(f"http://127.0.0.1:{port}/"), Unreachable)
        await hung_up.wait()


async def test_a_compressed_body_is_not_unpacked() -> None:
    async def packed(_: web.Request) -> web.Response:
        return web.Response(body=gzip.compress(b"\0" * 2**20), headers={"Content-Encoding": "gzip"})

    async with serving(packed) as site:
        assert (await trouble(site.url())).sentence.reason is Reason.INPUT_GONE


async def test_a_reader_who_leaves_early_closes_the_connection() -> None:
    left = asyncio.Event()

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(b"x" * 2**16)
        finally:
            left.set()

    async with serving(endless) as site, Fetcher(OPEN) as fetcher:
        async with fetcher.fetch(site.url(), max_bytes=2**40, about=ABOUT) as chunks:
            assert await anext(chunks)
        await left.wait()
