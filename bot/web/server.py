"""Listening."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiohttp import web

from bot.domain.errors import Misconfigured
from bot.domain.sentences import Reason
from bot.web.settings import split_bind

log = structlog.get_logger(__name__)

_GRACE_S = 5.0


@asynccontextmanager
async def serve(application: web.Application, bind: str, *, grace_s: float = _GRACE_S) -> AsyncIterator[int]:
    """Answer at `bind` ("host:port") for as long as the block lasts; the port, chosen by the system where it is 0.

    At the end what is under way has `grace_s` to finish. Raises Misconfigured where we cannot listen there.
    """
    runner = web.AppRunner(application, shutdown_timeout=grace_s)
    await runner.setup()
    try:
        port = await _listen(runner, bind)
        log.info("listening", bind=bind, port=port)
        yield port
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, bind: str) -> int:
    host, port = split_bind(bind)
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
    except OSError as error:
        detail = f"DARKROOM_WEB__BIND: cannot listen at {bind} ({_why(error)})"
        raise Misconfigured(Reason.INTERNAL, detail=detail) from error
    return site.port


def _why(error: OSError) -> str:
    """The system's own words: asyncio's repeat the address."""
    if error.errno is not None and error.errno > 0:
        return os.strerror(error.errno)
    return error.strerror or type(error).__name__
