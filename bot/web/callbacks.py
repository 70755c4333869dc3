"""`/callbacks/…`: vendors report here."""

import asyncio
from enum import StrEnum

import structlog
from aiohttp import web

from bot.domain.errors import StorageFailed
from bot.domain.ids import ProviderId
from bot.engine.reception import HEARD, Reception, Verdict
from bot.upstreams.base import Callback
from bot.web.metrics import Metrics

log = structlog.get_logger(__name__)


class Unheard(StrEnum):
    """What a callback was that nobody could judge."""

    OVERSIZED = "oversized"
    BROKEN = "broken"
    SLOW = "slow"
    FAILED = "failed"


_STATUSES = {
    Verdict.FORGED: 401,
    Verdict.MALFORMED: 400,
    Unheard.OVERSIZED: 413,
    Unheard.BROKEN: 400,
    Unheard.SLOW: 408,
    Unheard.FAILED: 503,
}
"""503 asks the vendor to call again, as does every other status but 200."""


class Callbacks:
    """Reads a callback, has it judged, counts it, and answers in the vendor's own words."""

    def __init__(self, reception: Reception, metrics: Metrics, *, read_within_s: float) -> None:
        self._reception = reception
        self._metrics = metrics
        self._read_within_s = read_within_s

    async def answer(self, request: web.Request) -> web.Response:
        """200 with the vendor's receipt once what follows from the callback is committed. A guesser learns nothing."""
        provider = ProviderId(request.match_info["provider"])
        try:
            receipt = self._reception.receipt(provider)
        except KeyError:
            raise web.HTTPNotFound from None
        verdict = await self._hear(provider, request)
        self._metrics.count_callback(provider, verdict)
        if verdict in HEARD:
            return web.json_response(receipt)
        if verdict is Verdict.FORGED and "capability" in request.match_info:
            raise web.HTTPNotFound
        return web.Response(status=_STATUSES[verdict])

    async def _hear(self, provider: ProviderId, request: web.Request) -> Verdict | Unheard:
        body = await self._read(request)
        if isinstance(body, Unheard):
            return body
        headers = {name.lower(): request.headers[name] for name in request.headers}
        task_id, capability = (request.match_info.get(part) for part in ("task_id", "capability"))
        try:
            callback = Callback(headers=headers, body=body)
            return await self._reception.receive(provider, callback, task_id=task_id, capability=capability)
        except StorageFailed as error:
            log.warning("callback not heard", provider=provider, detail=error.detail)
            return Unheard.FAILED

    async def _read(self, request: web.Request) -> bytes | Unheard:
        try:
            async with asyncio.timeout(self._read_within_s):
                return await request.read()
        except web.HTTPRequestEntityTooLarge:
            return Unheard.OVERSIZED
        except (ConnectionError, web.RequestPayloadError):
            return Unheard.BROKEN
        except TimeoutError:
            return Unheard.SLOW
