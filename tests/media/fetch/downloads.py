"""Downloads as the tests make them."""

import ssl

import pytest
from aiohttp import web

from bot.domain.errors import BotError
from bot.media.fetch import Fetcher
from bot.media.fetch.addresses import Resolve, resolve
from bot.media.settings import MediaSettings
from bot.media.subjects import InputOf
from tests.certificates import NOBODYS

OPEN = MediaSettings(allow_private_networks=True)
GUARDED = MediaSettings()
ABOUT = InputOf("photo")
ROOMY = 2**20


async def read(
    url: str,
    *,
    settings: MediaSettings = OPEN,
    resolve: Resolve = resolve,
    tls: ssl.SSLContext | None = NOBODYS,
    max_bytes: int = ROOMY,
) -> bytes:
    """With `tls=None` the certificates are trusted that the bot trusts."""
    async with (
        Fetcher(settings, resolve=resolve, tls=tls) as fetcher,
        fetcher.fetch(url, max_bytes=max_bytes, about=ABOUT) as chunks,
    ):
        return b"".join([chunk async for chunk in chunks])


async def trouble(
    url: str,
    *,
    settings: MediaSettings = OPEN,
    resolve: Resolve = resolve,
    tls: ssl.SSLContext | None = NOBODYS,
    max_bytes: int = ROOMY,
) -> BotError:
    with pytest.raises(BotError) as caught:
        await read(url, settings=settings, resolve=resolve, tls=tls, max_bytes=max_bytes)
    return caught.value


async def picture(_: web.Request) -> web.Response:
    return web.Response(body=b"picture")
