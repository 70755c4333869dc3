"""What each REST fault does to a request: before the world changes, or after."""

import socket
import struct
from dataclasses import dataclass

from aiohttp import web

from bot.sandbox.discord.faults import Fault
from bot.sandbox.discord.refusals import Code, refusal
from bot.sandbox.discord.rest.call import Reply
from bot.sandbox.discord.rules import Refusal

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_GATEWAY_ERROR = "<html><body>The server is unwell.</body></html>"


@dataclass(frozen=True, slots=True)
class Cut:
    """The connection ends without an answer; `hard` with a TCP reset."""

    hard: bool = False


def before(fault: Fault) -> Reply | Cut | None:
    """The answer of a fault that strikes before anything is done; None when the request is carried out."""
    match fault.kind:
        case "drop_before":
            return Cut()
        case "reset":
            return Cut(hard=True)
        case "status":
            return Reply(status=fault.status, body=_GATEWAY_ERROR)
        case "429":
            return limited(fault.seconds, scope=fault.scope)
        case "cloudflare_429":
            return Reply(status=429, body="error code: 1015")
        case _:
            return _refused(fault)


def _refused(fault: Fault) -> Reply | None:
    codes = {
        "token_expired": Code.INVALID_TOKEN,
        "unknown_interaction": Code.UNKNOWN_INTERACTION,
        "too_large": Code.REQUEST_TOO_LARGE,
    }
    return error(refusal(codes[fault.kind])) if fault.kind in codes else None


def after(fault: Fault) -> Reply | Cut | None:
    """The answer of a fault that strikes when everything is done; None when the true answer is given."""
    match fault.kind:
        case "commit_then_drop":
            return Cut()
        case "commit_then_status":
            return Reply(status=fault.status, body=_GATEWAY_ERROR)
        case _:
            return None


def limited(retry_after_s: float, *, scope: str = "user") -> Reply:
    """A 429 of Discord's own; the `Via` header tells it from Cloudflare's."""
    everywhere = scope == "global"
    body = {"message": "You are being rate limited.", "retry_after": retry_after_s, "global": everywhere, "code": 0}
    headers = {"Via": "1.1 google", "Retry-After": str(max(1, round(retry_after_s))), "X-RateLimit-Scope": scope}
    return Reply(status=429, body=body, headers=headers | ({"X-RateLimit-Global": "true"} if everywhere else {}))


def error(refused: Refusal) -> Reply:
    """Discord's error body."""
    errors = {} if refused.errors is None else {"errors": refused.errors}
    return Reply(status=refused.status, body={"code": refused.code, "message": refused.message} | errors)


def cut(request: web.Request, *, hard: bool) -> web.Response:
    """End the connection; what is returned finds nobody to read it."""
    transport = request.transport
    if transport is not None:
        if hard:
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        transport.abort()
    return web.Response()
