"""Every route, and what the HTTP server may say of us."""

import logging

from aiohttp import hdrs, web
from aiohttp.http_exceptions import HttpProcessingError
from pydantic import SecretStr

from bot.engine.links import CALLBACK, MEDIA, PublicLinks
from bot.engine.reception import Reception
from bot.media.store import MediaStore
from bot.web.callbacks import Callbacks
from bot.web.health import Examine, Health
from bot.web.metrics import Metrics
from bot.web.pictures import Pictures
from bot.web.scrape import Scrape

_MAX_BODY_BYTES = 64 * 2**10
_READ_WITHIN_S = 10.0
_EXAMINE_WITHIN_S = 5.0
_ACCOUNT_CALLBACK = "/callbacks/{provider}"


def make_application(
    *,
    reception: Reception,
    links: PublicLinks | None,
    media: MediaStore,
    health: Examine,
    metrics: Metrics,
    metrics_token: SecretStr | None = None,
    read_within_s: float = _READ_WITHIN_S,
    examine_within_s: float = _EXAMINE_WITHIN_S,
) -> web.Application:
    """All that we answer over HTTP. Without `links` no picture is handed out.

    `read_within_s`: how long the body of a callback may take; `examine_within_s`: how long `health` may.
    """
    application = web.Application(client_max_size=_MAX_BODY_BYTES, handler_args=_server_options())
    callbacks = Callbacks(reception, metrics, read_within_s=read_within_s)
    application.router.add_post(CALLBACK, callbacks.answer)
    application.router.add_post(_ACCOUNT_CALLBACK, callbacks.answer)
    if links is not None:
        application.router.add_get(MEDIA, Pictures(media, links).answer)
    application.router.add_get("/health", Health(health, within_s=examine_within_s).answer)
    application.router.add_get("/metrics", Scrape(metrics, metrics_token).answer)
    application.on_response_prepare.append(_be_discreet)
    return application


def _server_options() -> dict[str, object]:
    """Addresses hold capabilities, headers tokens: neither is logged. Bodies are taken as they are, for checksums."""
    logger = logging.getLogger(__name__)
    logger.addFilter(_is_ours)
    return {"access_log": None, "auto_decompress": False, "debug": False, "logger": logger}


def _is_ours(record: logging.LogRecord) -> bool:
    """Not what a peer made of HTTP: such an error quotes the line that it sent."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError)


async def _be_discreet(_: web.Request, response: web.StreamResponse) -> None:
    """Say nothing of what we are made of."""
    response.headers.pop(hdrs.SERVER, None)
