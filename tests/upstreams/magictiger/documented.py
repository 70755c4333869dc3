"""What the vendor's document shows, value for value, and a server that says it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from bot.domain.clock import ShiftedClock
from bot.domain.offers import Order
from bot.upstreams.magictiger.provider import MagicTiger
from bot.upstreams.magictiger.settings import MagicTigerSettings
from tests.upstreams import orders, servers
from tests.upstreams.servers import RawServer, serving

PICURL, TASKID, OWN = "https://images.example.test/in/0001.jpg", "6f1c0a", "order-0001"
URL = "https://results.test/out.jpg"

PICTURE: dict[str, Any] = {
    "inputurl": "",
    "inpathwidth": 1,
    "inpathsize": 1,
    "inpathheight": 1,
    "inpathext": "jpg",
    "outpathwidth": 1,
    "outpathsize": 1,
    "outpathheight": 1,
    "outpathext": "jpg",
    "outputurl": "",
}
TASK: dict[str, Any] = {
    "taskid": "",
    "status": 0,
    "queuenum": 0,
    "errorcode": 0,
    "errormsg": "",
    **PICTURE,
    "facenum": 1,
    "chtaskid": "",
    "facelist": [PICTURE],
}
CREATED: dict[str, Any] = {"taskid": TASKID, "status": 0, "queuenum": 0}

OF_CREATION = {
    1001001: "Create task failed",
    1001002: "Validate picurl fail",
    1001003: "Image too large",
    1001004: "Unsupport file types",
    1003002: "Insufficient balance",
}
OF_LOOKUP = {1002001: "Task not exist", 1002002: "Task was deleted"}


def says(data: Any, *, code: Any = 0, msg: Any = "") -> bytes:
    """The envelope."""
    return json.dumps({"code": code, "msg": msg, "data": data}).encode()


def order(**rest: Any) -> Order:
    """The document's own order."""
    key = orders.sealed(api_token="test-token")
    return orders.enhancement(**{"urls": {"image": PICURL}, "task_id": OWN, "credentials": key, **rest})


def running(**rest: Any) -> Order:
    """The same, once it was confirmed."""
    return order(**{"upstream_id": TASKID, "memo": {"type": 1}, **rest})


@asynccontextmanager
async def tiger(
    client: httpx.AsyncClient, body: bytes, *, status: int = 200, **given: Any
) -> AsyncIterator[tuple[MagicTiger, RawServer]]:
    """The upstream at a vendor that has but one answer."""
    async with serving(servers.answer(status, body)) as server:
        usual = {"base_url": server.origin, "enhance_types": {"enhance": 1}, "max_requests_per_s": 1000}
        settings = MagicTigerSettings.model_validate({**usual, **given})
        yield MagicTiger(settings, client=client, clock=ShiftedClock()), server


def body_of(server: RawServer) -> tuple[str, Any]:
    """The path and the JSON of the only request."""
    (request,) = server.requests
    head, _, body = request.partition(b"\r\n\r\n")
    return head.split()[1].decode(), json.loads(body)
