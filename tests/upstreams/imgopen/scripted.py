"""A vendor that answers as it is told, and writes down what it was asked."""

from collections import defaultdict, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.domain.clock import SystemClock
from bot.domain.offers import Credentials, Offer
from bot.domain.pace import Pace
from bot.upstreams.imgopen.provider import ImgOpen
from bot.upstreams.imgopen.settings import ImgOpenSettings
from tests.upstreams import orders

KEY: Credentials = orders.sealed(access_key_id="openapi-0123456789abcdef", access_key_secret="0123456789abcdef")
UNKNOWN: Mapping[str, Any] = {"code": "402", "msg": "task does not exist"}


def success(**data: Any) -> dict[str, Any]:
    return {"code": "200", "msg": "success", "data": data}


@dataclass(slots=True)
class Scripted:
    """Answers by path, in order; the last one again and again; "402" where none is set."""

    client: httpx.AsyncClient
    origin: str = ""
    asked: list[tuple[str, Any]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    answers: dict[str, deque[Any]] = field(default_factory=lambda: defaultdict(deque))

    def answer(self, path: str, *answers: Any) -> None:
        self.answers[f"/AIGCImgOpenServ/saas/{path}"].extend(answers)

    def upstream(self, **settings: Any) -> ImgOpen:
        known = {"base_url": self.origin, "pace": Pace(max_requests_per_s=1000), **settings}
        return ImgOpen(ImgOpenSettings.model_validate(known), client=self.client, clock=SystemClock())

    @property
    def paths(self) -> list[str]:
        return [path.removeprefix("/AIGCImgOpenServ/saas/") for path, _ in self.asked]

    async def reply(self, request: web.Request) -> web.Response:
        self.asked.append((request.raw_path, await request.json()))
        self.headers.append(request.headers)
        script = self.answers[request.raw_path] or deque([UNKNOWN])
        return web.json_response(script.popleft() if len(script) > 1 else script[0])


@asynccontextmanager
async def scripted(client: httpx.AsyncClient) -> AsyncIterator[Scripted]:
    vendor = Scripted(client)
    app = web.Application()
    app.router.add_post("/{path:.*}", vendor.reply)
    async with TestServer(app) as server:
        vendor.origin = str(server.make_url("")).rstrip("/")
        yield vendor


def offer(upstream: ImgOpen, key: str) -> Offer:
    (found,) = (each for each in upstream.offers if each.key == key)
    return found
