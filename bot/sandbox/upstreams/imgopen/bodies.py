"""What an invented endpoint is sent, read as strictly as its invention says."""

import json
from typing import Any

from aiohttp import web

from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.imgopen.invented import InventedEndpoint, InventedList
from bot.sandbox.upstreams.imgopen.office import Office
from bot.sandbox.upstreams.imgopen.places import leaves


async def read_body(office: Office, invention: InventedEndpoint | InventedList, request: web.Request) -> Json:
    """The body, with all fields that are required and none that is not named. Raises Refusal."""
    body = await read_object(office, invention.path, request)
    sent = frozenset(leaves(body))
    for place in sorted(frozenset(invention.required) - sent):
        raise office.reject(invention.path, f"{place}: Field required")
    for place in sorted(sent - invention.sendable):
        raise office.reject(invention.path, f"{place}: Extra inputs are not permitted")
    return body


async def read_object(office: Office, endpoint: str, request: web.Request) -> Json:
    """The body if it is a JSON object. Raises Refusal."""
    try:
        body: Any = json.loads(await request.read())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise office.reject(endpoint, "body: Input should be an object")
    return body
