"""The downloader."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from types import TracebackType
from typing import Self

import httpx

from bot.media.fetch.addresses import Address, Permit, Resolve, is_any, is_public, resolve
from bot.media.fetch.answer import Errand, body, check
from bot.media.fetch.guard import BadLink, Guard
from bot.media.settings import MediaSettings
from bot.media.subjects import Subject

MAX_REDIRECTS = 3
_PORTS = {"http": 80, "https": 443}


class Fetcher:
    """Downloads pictures by URL.

    A host name is resolved once, its addresses are checked, and exactly those are connected to: no second look-up that
    could answer differently (DNS rebinding). Redirects are followed by hand, each under the same guard. It speaks to
    httpx's transport and not to its client, which would keep cookies, take proxies from the environment and credentials
    out of URLs, and write whole URLs, signatures included, to the log. A connection serves one request, since two names
    may share an address.
    `permits` overrides what the settings say of private addresses; `tls` what certificates are trusted.
    """

    def __init__(
        self,
        settings: MediaSettings,
        *,
        resolve: Resolve = resolve,
        permits: Permit | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        private = settings.allow_private_networks
        self._guard = Guard(permits=permits or (is_any if private else is_public), resolve=resolve, plain_http=private)
        self._deadline_s = settings.fetch_deadline_s
        self._timeout = httpx.Timeout(settings.stall_timeout_s, connect=settings.connect_timeout_s).as_dict()
        self._transport = httpx.AsyncHTTPTransport(
            verify=tls or ssl.create_default_context(),
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.aclose()

    @asynccontextmanager
    async def fetch(self, url: str, *, max_bytes: int, about: Subject) -> AsyncIterator[AsyncIterator[bytes]]:
        """Open `url` and give its body in chunks, at most `max_bytes` in sum.

        Raises, on entry or while the body is read, what `about` makes of it: gone (a final 4xx), unreachable (network,
        5xx, 429, stalled, too slow), too large, or a bad link (scheme, address, redirects). Details name the host only.
        """
        ends_at = asyncio.get_running_loop().time() + self._deadline_s
        errand = Errand(about=about, max_bytes=max_bytes, ends_at=ends_at)
        response = await self._follow(url, errand)
        try:
            check(response, errand)
            async with aclosing(body(response, errand)) as chunks:
                yield chunks
        finally:
            await response.aclose()

    async def _follow(self, url: str, errand: Errand) -> httpx.Response:
        try:
            async with asyncio.timeout_at(errand.ends_at):
                return await self._redirected(httpx.URL(url))
        except (BadLink, httpx.InvalidURL) as error:
            raise errand.about.bad_link(_told(error)) from None  # httpx may quote the link
        except (TimeoutError, OSError, httpx.TransportError) as error:
            raise errand.about.unreachable(type(error).__name__) from error

    async def _redirected(self, url: httpx.URL) -> httpx.Response:
        for _ in range(1 + MAX_REDIRECTS):
            response = await self._ask(url)
            if not response.has_redirect_location:
                return response
            await response.aclose()
            url = url.join(response.headers["location"])
        raise BadLink(f"{url.host}: more than {MAX_REDIRECTS} redirects")

    async def _ask(self, url: httpx.URL) -> httpx.Response:
        host = url.raw_host.decode("ascii")
        self._guard.check(url.scheme, host, url.userinfo)
        addresses = await self._guard.addresses(host, _PORTS[url.scheme] if url.port is None else url.port)
        for address in addresses[:-1]:
            try:
                return await self._send(url, address)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await self._send(url, addresses[-1])

    async def _send(self, url: httpx.URL, address: Address) -> httpx.Response:
        """Ask `address` for `url`: the Host header and the TLS certificate are those of the name."""
        request = httpx.Request(
            "GET",
            url.copy_with(host=str(address)),
            headers={
                "Host": url.netloc.decode("ascii"),
                "Accept": "image/*",
                "Accept-Encoding": "identity",
                "Connection": "close",
                "User-Agent": "Darkroom",
            },
            extensions={"timeout": self._timeout, "sni_hostname": url.raw_host.decode("ascii")},
        )
        response = await self._transport.handle_async_request(request)
        response.request = request
        return response


def _told(error: BadLink | httpx.InvalidURL) -> str:
    return str(error) if isinstance(error, BadLink) else "not a URL"
