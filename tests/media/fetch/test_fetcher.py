import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

import pytest
from aiohttp import web

from bot.domain.errors import Unreachable
from bot.domain.sentences import Reason
from tests.media.fetch.downloads import picture, read, trouble
from tests.media.fetch.sites import NAME, client_tls, names, server_tls, serving


async def test_the_body_comes_as_it_is() -> None:
    async with serving(picture) as site:
        assert await read(site.url()) == b"picture"


async def test_it_says_no_more_than_it_must() -> None:
    async with serving(picture) as site:
        await read(site.url("/a?b=c"))
    (request,) = site.requests
    assert dict(request.headers) == {
        "Host": f"127.0.0.1:{site.port}",
        "Accept": "image/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "User-Agent": "Darkroom",
    }
    assert request.raw_path == "/a?b=c"


async def test_a_name_is_resolved_once_and_its_address_used(tmp_path: Path) -> None:
    asked: list[str] = []

    async def changing(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    async with serving(picture, tls=server_tls(tmp_path)) as site:
        url = site.url(name=NAME, scheme="https")
        assert await read(url, resolve=changing, tls=client_tls()) == b"picture"
    assert asked == [NAME]
    assert site.requests[0].headers["Host"] == f"{NAME}:{site.port}"


async def test_the_certificate_must_be_the_names(tmp_path: Path) -> None:
    resolving = names(other_example=["127.0.0.1"])
    async with serving(picture, tls=server_tls(tmp_path)) as site:
        error = await trouble(site.url(name="other.example", scheme="https"), resolve=resolving, tls=client_tls())
    assert isinstance(error, Unreachable)
    assert site.requests == []


async def test_an_untrusted_certificate_is_not_taken(tmp_path: Path) -> None:
    async with serving(picture, tls=server_tls(tmp_path)) as site:
        resolving = names(pictures_example=["127.0.0.1"])
        error = await trouble(site.url(name=NAME, scheme="https"), resolve=resolving, tls=None)
    assert isinstance(error, Unreachable)


async def test_the_next_address_is_tried_where_the_first_is_dead() -> None:
    async with serving(picture) as site:
        resolving = names(pictures_example=["127.0.0.2", "127.0.0.1"])
        assert await read(site.url(name=NAME), resolve=resolving) == b"picture"


def hopping(hops: int) -> web.Response | None:
    return None if hops == 0 else web.Response(status=307, headers={"Location": f"/{hops - 1}?sig=secret"})


async def hop(request: web.Request) -> web.Response:
    hops = int(request.path.strip("/"))
    response = hopping(hops) or web.Response(body=b"picture")
    response.set_cookie("tracked", "yes")
    return response


async def test_three_redirects_are_followed_without_cookies() -> None:
    async with serving(hop) as site:
        assert await read(site.url("/3")) == b"picture"
    assert [request.path for request in site.requests] == ["/3", "/2", "/1", "/0"]
    assert all("Cookie" not in request.headers for request in site.requests)


async def test_what_comes_with_a_redirect_is_not_read_to_its_end() -> None:
    left = asyncio.Event()

    async def endless_hop(request: web.Request) -> web.StreamResponse:
        if request.path == "/there":
            await left.wait()
            return web.Response(body=b"picture")
        response = web.StreamResponse(status=302, headers={"Location": "/there"})
        await response.prepare(request)
        try:
            while True:
                await response.write(b"x" * 2**16)
        finally:
            left.set()

    async with serving(endless_hop) as site:
        assert await read(site.url("/here")) == b"picture"


async def test_a_fourth_redirect_is_not_followed() -> None:
    async with serving(hop) as site:
        assert (await trouble(site.url("/4"))).sentence.reason is Reason.INPUT_GONE
    assert len(site.requests) == 4


async def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    async with serving(picture) as site:
        assert await read(site.url()) == b"picture"


async def test_a_signature_reaches_no_log_and_no_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with serving(hop) as site:
        await read(site.url("/1?sig=secret"))
        errors = [
            await trouble(site.url("/4?sig=secret")),
            await trouble("https://[?sig=secret"),
            await trouble(site.url("/x?sig=secret")),
        ]
    told = [caplog.text, *map(repr, errors), *(error.detail for error in errors)]
    assert not any("secret" in text for text in told)
