"""`/media/…`: pictures by signed link, for vendors that fetch their input."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

import structlog
from aiohttp import hdrs, web

from bot.domain.errors import StorageFailed
from bot.domain.ids import MediaName
from bot.engine.links import PublicLinks
from bot.media.decoding import FORMATS, claimed_format
from bot.media.store import MediaStore, Missing, Stored

log = structlog.get_logger(__name__)

_SEND_WITHIN_S = 300.0
_HEADERS = {
    hdrs.CACHE_CONTROL: "private, no-store",
    hdrs.CONTENT_DISPOSITION: "inline",
    "X-Content-Type-Options": "nosniff",
}


class Pictures:
    """Hands out what a link of ours is for, as long as it is valid."""

    def __init__(self, media: MediaStore, links: PublicLinks) -> None:
        self._media = media
        self._links = links

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """200 with the picture; 404, without a reason, for anything else."""
        name, expiry, signature = (request.match_info[part] for part in ("name", "expiry", "signature"))
        if not self._links.opens(name, expiry, signature):
            raise web.HTTPNotFound
        try:
            stored = await self._media.stream(MediaName(name))
            first = await anext(stored.chunks, b"")
        except Missing:
            raise web.HTTPNotFound from None
        except StorageFailed as error:
            log.warning("picture cannot be read", detail=error.detail)
            raise web.HTTPServiceUnavailable from None
        return await _send(request, stored, first)


async def _send(request: web.Request, stored: Stored, first: bytes) -> web.StreamResponse:
    """Half a picture must not be taken for a whole one: what goes wrong on the way ends the connection."""
    response = web.StreamResponse(headers={**_HEADERS, hdrs.CONTENT_TYPE: _content_type(first)})
    response.content_length = stored.size_bytes
    try:
        async with asyncio.timeout(_SEND_WITHIN_S):
            await response.prepare(request)
            if request.method != hdrs.METH_HEAD:
                await _write(response, first, stored.chunks)
    except (StorageFailed, TimeoutError, ConnectionError) as error:
        log.warning("picture not sent whole", why=type(error).__name__)
        if request.transport is not None:
            request.transport.abort()
    return response


async def _write(response: web.StreamResponse, first: bytes, rest: AsyncIterator[bytes]) -> None:
    await response.write(first)
    async for chunk in rest:
        await response.write(chunk)


def _content_type(first: bytes) -> str:
    """By the bytes themselves. Raises HTTPNotFound for what is no picture that we take or make."""
    name = claimed_format(BytesIO(first))
    if name not in FORMATS:
        raise web.HTTPNotFound
    return f"image/{name.lower()}"
