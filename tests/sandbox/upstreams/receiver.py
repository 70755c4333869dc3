"""A customer's server for callbacks."""

import asyncio
import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

IMGOPEN_REPLY = {"code": "200"}
MAGICTIGER_REPLY = {"code": 0, "msg": "", "data": {"success": True}}
_FOUND = 302
_MAX_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One callback as it arrived."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True, kw_only=True)
class Receiver:
    """Acknowledges what comes below `/imgopen` or `/magictiger` as that vendor wants it, once `may_answer` is set.

    `answers`, of a status and a body each, are used up first. `arrived` is set by the first callback.
    """

    origin: str = ""
    received: list[Received] = field(default_factory=list)
    answers: deque[tuple[int, bytes]] = field(default_factory=deque)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    def refuse(self, times: int) -> None:
        """Do not acknowledge the next callbacks."""
        self.answers.extend([(500, b"busy")] * times)

    def application(self) -> web.Application:
        self.may_answer.set()
        app = web.Application(client_max_size=_MAX_BYTES)
        app.router.add_post("/{vendor}{path:.*}", self._receive)
        return app

    async def _receive(self, request: web.Request) -> web.Response:
        self.received.append(Received(path=request.path, headers=request.headers.copy(), body=await request.read()))
        self.arrived.set()
        await self.may_answer.wait()
        if self.answers:
            status, body = self.answers.popleft()
            return web.Response(
                status=status, body=body, headers={"Location": "/elsewhere"} if status == _FOUND else {}
            )
        return web.json_response(IMGOPEN_REPLY if request.match_info["vendor"] == "imgopen" else MAGICTIGER_REPLY)
