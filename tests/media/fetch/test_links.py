from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import Refused
from bot.domain.sentences import Reason
from bot.media.fetch import Fetcher
from bot.media.fetch.addresses import Address, is_public
from tests.media.fetch.downloads import ABOUT, GUARDED, OPEN, ROOMY, picture, read, trouble
from tests.media.fetch.sites import NAME, Site, client_tls, names, server_tls, serving

OUTSIDE = "127.0.0.9"
"""Stands for a machine on the open internet."""


def permits(address: Address) -> bool:
    return is_public(address) or address == ip_address(OUTSIDE)


@pytest.mark.parametrize(
    "url",
    [
        "http://8.8.8.8/a.png",
        "ftp://8.8.8.8/a.png",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
        "//8.8.8.8/a.png",
        "https:///a.png",
        "https://",
        "",
        "picture.png",
        "https://8.8.8.8:99999/a.png",
        "https://8.8.8.8:0/a.png",
        "https://8.8.8.8:-1/a.png",
        "https://[8.8.8.8/a.png",
        "https://user:secret@8.8.8.8/a.png",
        "https://exa mple/a.png",
        "https://a\x00b/a.png",
        f"https://{'a' * 64}.example/a.png",
        "https://127.0.0.1/a.png",
        "https://127.1/a.png",
        "https://2130706433/a.png",
        "https://0x7f000001/a.png",
        "https://0177.0.0.1/a.png",
        "https://localhost/a.png",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/a.png",
        "https://[::ffff:127.0.0.1]/a.png",
        "https://[64:ff9b::a9fe:a9fe]/a.png",
        "https://[fe80::1%25lo]/a.png",
        "https://0.0.0.0/a.png",
    ],
)
async def test_a_link_that_no_honest_sender_writes_is_not_followed(url: str) -> None:
    error = await trouble(url, settings=GUARDED)
    assert (type(error), error.sentence.reason) == (Refused, Reason.INPUT_GONE)


@given(link=st.one_of(st.text(), st.text().map("https://".__add__), st.text().map("https://a.example".__add__)))
@settings(deadline=None)
async def test_no_text_is_anything_but_a_link_or_a_bad_one(link: str) -> None:
    async def inside(_host: str, _port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    error = await trouble(link, settings=GUARDED, resolve=inside, tls=client_tls())
    assert (type(error), error.sentence.reason) == (Refused, Reason.INPUT_GONE)


@pytest.mark.parametrize(
    "found",
    [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:192.168.1.1"], ["fd00::1"], ["8.8.8.8", "not an address"]],
    ids=repr,
)
async def test_one_private_address_spoils_a_name(found: list[str]) -> None:
    url = "https://pictures.example/a.png"
    error = await trouble(url, settings=GUARDED, resolve=names(pictures_example=found))
    assert error.sentence.reason is Reason.INPUT_GONE


async def test_private_addresses_need_no_tls_where_they_are_allowed() -> None:
    async with serving(picture) as site:
        assert (await trouble(site.url(), settings=GUARDED)).sentence.reason is Reason.INPUT_GONE
        assert site.requests == []
        assert await read(site.url(), settings=OPEN) == b"picture"


@asynccontextmanager
async def outside(folder: Path, location: str) -> AsyncIterator[tuple[Site, Fetcher]]:
    """A public site that redirects, and a guarded fetcher that reaches it by name."""

    async def away(_: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": location})

    resolving = names(pictures_example=[OUTSIDE], inside_example=["127.0.0.1"])
    async with (
        serving(away, host=OUTSIDE, tls=server_tls(folder)) as site,
        Fetcher(GUARDED, resolve=resolving, permits=permits, tls=client_tls()) as fetcher,
    ):
        yield site, fetcher


@pytest.mark.parametrize(
    "target",
    [
        "https://127.0.0.1:{port}/",
        "https://inside.example:{port}/",
        "https://[::ffff:127.0.0.1]:{port}/",
        "https://[::1]:{port}/",
        "//127.0.0.1:{port}/",
        "http://pictures.example:{port}/",
        "https://169.254.169.254/latest/meta-data/",
        "https://user:secret@pictures.example/",
        "file:///etc/passwd",
        "https://[",
        "https://\x80\xff.example/",
        "https://pictures.example:99999/",
    ],
)
async def test_a_redirect_is_guarded_like_a_link(target: str, tmp_path: Path) -> None:
    async with serving(picture) as inside, outside(tmp_path, target.format(port=inside.port)) as (site, fetcher):
        with pytest.raises(Refused) as caught:
            async with fetcher.fetch(site.url(name=NAME, scheme="https"), max_bytes=ROOMY, about=ABOUT):
                pytest.fail("it was followed")
    assert caught.value.sentence.reason is Reason.INPUT_GONE
    assert len(site.requests) == 1
    assert inside.requests == []
