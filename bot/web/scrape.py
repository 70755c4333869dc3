"""`/metrics`, for those who may read it."""

import hmac
from ipaddress import IPv6Address, ip_address

from aiohttp import hdrs, web
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import SecretStr

from bot.web.metrics import Metrics

_FORWARDED = (hdrs.FORWARDED, hdrs.X_FORWARDED_FOR, hdrs.VIA)
"""Any of them says that the peer, though on this machine, asks for somebody else."""


class Scrape:
    """Tells the metrics to whoever knows the token; without one, to this machine alone."""

    def __init__(self, metrics: Metrics, token: SecretStr | None) -> None:
        self._metrics = metrics
        self._token = token

    async def answer(self, request: web.Request) -> web.Response:
        """401 where the token is missing or wrong, 403 for another machine."""
        if self._token is None:
            if not _is_local(request):
                raise web.HTTPForbidden
        elif not _knows(request, self._token):
            raise web.HTTPUnauthorized(headers={hdrs.WWW_AUTHENTICATE: "Bearer"})
        return web.Response(body=await self._metrics.render(), headers={hdrs.CONTENT_TYPE: CONTENT_TYPE_LATEST})


def _knows(request: web.Request, token: SecretStr) -> bool:
    told = request.headers.get(hdrs.AUTHORIZATION, "").encode(errors="surrogateescape")
    return hmac.compare_digest(told, f"Bearer {token.get_secret_value()}".encode())


def _is_local(request: web.Request) -> bool:
    return is_loopback(request.remote) and not any(header in request.headers for header in _FORWARDED)


def is_loopback(peer: str | None) -> bool:
    """Whether an address is this machine's own, IPv4 inside IPv6 too; None is nobody's."""
    if peer is None:
        return False
    address = ip_address(peer)
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback
