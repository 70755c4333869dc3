"""A vendor that answers as it is told, and writes down what it was asked."""

import asyncio
import base64
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

import httpx
from aiohttp import BodyPartReader, web
from aiohttp.test_utils import TestServer

from bot.domain.ids import UpstreamId
from bot.domain.offers import Credentials, Offer
from bot.upstreams.ailab.provider import CREDITS_QUERY, JOB_QUERY, TASK_QUERY, Ailab
from bot.upstreams.ailab.settings import AilabPace, AilabSettings
from tests.upstreams import orders

SECRET = "s3cr3t-k3y-0123456789"
KEY: Credentials = orders.sealed(api_key=SECRET)
URL = "https://result.example/made.png"
PIXELS = b"\x89PNG\r\n\x1a\n a PNG."
BASE64 = base64.b64encode(PIXELS).decode()
TASK_ID = UpstreamId("1714743372764.fb8fd68b-7f0e-1485-d003-32ee0f854a92")
REQUEST_ID = UpstreamId("A6697900-DAA5-510F-BF1E-12F51DAD40D1")
SHORT: Mapping[str, Any] = {
    "request_id": REQUEST_ID,
    "log_id": "77496025",
    "error_detail": {"code": "", "code_message": "", "message": ""},
}
FULL: Mapping[str, Any] = {
    "request_id": REQUEST_ID,
    "log_id": "77496034",
    "error_code": 0,
    "error_code_str": "",
    "error_msg": "",
    "error_detail": {"status_code": 200, "code": "", "code_message": "", "message": ""},
}
TAKEN: Mapping[str, Any] = {**FULL, "task_type": "async", "task_id": TASK_ID}
SETTINGS: Mapping[str, Any] = {
    "mask_marks": "white",
    "retired": True,
    "prices": {"image-color-migration": 1},
    "pace": AilabPace(max_requests_per_s=1000),
}


def wrong(code: str, message: str = "") -> dict[str, Any]:
    """A failure in the present generation of the envelope."""
    return {**SHORT, "error_detail": {"code": code, "code_message": "Words.", "message": message}}


class File(NamedTuple):
    """A part with a file."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request."""

    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    content_type: str
    fields: dict[str, str]
    files: dict[str, File]


@dataclass(frozen=True)
class StoppedClock:
    """It is always the same moment."""

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Scripted:
    """Answers by path, in order, the last one again and again: an object, or a status and what to send."""

    client: httpx.AsyncClient
    clock: StoppedClock = field(default_factory=StoppedClock)
    origin: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: dict[str, deque[tuple[int, Any, dict[str, str]]]] = field(default_factory=lambda: defaultdict(deque))

    def answer(self, path: str, answer: Any, *, status: int = 200, **headers: str) -> None:
        """Text is sent as HTML, anything else as JSON."""
        self.answers[path].append((status, answer, {name.replace("_", "-"): value for name, value in headers.items()}))

    def answer_task(self, answer: Any, *, status: int = 200) -> None:
        self.answer(TASK_QUERY, answer, status=status)

    def answer_job(self, answer: Any, *, status: int = 200) -> None:
        self.answer(JOB_QUERY, answer, status=status)

    def answer_credits(self, answer: Any, *, status: int = 200) -> None:
        self.answer(CREDITS_QUERY, answer, status=status)

    def upstream(self, **settings: Any) -> Ailab:
        made = AilabSettings.model_validate({"base_url": self.origin, **SETTINGS, **settings})
        return Ailab(made, client=self.client, clock=self.clock)

    async def reply(self, request: web.Request) -> web.Response:
        self.asked.append(await _written_down(request))
        script = self.answers[request.path]
        status, answer, headers = script.popleft() if len(script) > 1 else script[0]
        if isinstance(answer, str):
            return web.Response(status=status, text=answer, content_type="text/html", headers=headers)
        text = await asyncio.to_thread(json.dumps, answer)
        return web.Response(status=status, text=text, content_type="application/json", headers=headers)


async def _written_down(request: web.Request) -> Asked:
    fields: dict[str, str] = {}
    files: dict[str, File] = {}
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            assert part.name is not None
            if part.filename is None:
                fields[part.name] = (await part.read()).decode()
            else:
                content = bytes(await part.read())
                files[part.name] = File(part.filename, part.headers["Content-Type"], content)
    return Asked(
        method=request.method,
        path=request.path,
        query=dict(request.query),
        headers=request.headers,
        content_type=request.content_type,
        fields=fields,
        files=files,
    )


@asynccontextmanager
async def scripted(client: httpx.AsyncClient) -> AsyncIterator[Scripted]:
    vendor = Scripted(client)
    app = web.Application(client_max_size=2**26)
    app.router.add_route("*", "/{path:.*}", vendor.reply)
    async with TestServer(app) as server:
        vendor.origin = str(server.make_url("")).rstrip("/")
        yield vendor


def offer(upstream: Ailab, key: str) -> Offer:
    (found,) = (each for each in upstream.offers if each.key == f"ailab.{key}")
    return found
