"""The web side on the engine's bench, with the real vendors' callbacks, and whoever calls it over a real socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from hashlib import md5
from typing import Any, NamedTuple

import aiohttp
from prometheus_client.parser import text_string_to_metric_families
from yarl import URL

from bot.domain.ids import ProviderId
from bot.domain.signing import Signer
from bot.domain.tasks import Task
from bot.domain.toolbox import TOOLS
from bot.engine.links import PublicLinks
from bot.engine.reception import Reception
from bot.media.store import MediaStore
from bot.upstreams.catalogue import Catalogue
from bot.upstreams.imgopen.provider import ImgOpen
from bot.upstreams.imgopen.settings import ImgOpenSettings
from bot.upstreams.magictiger.provider import MagicTiger
from bot.upstreams.magictiger.settings import MagicTigerSettings
from bot.web.application import make_application
from bot.web.metrics import Metrics
from bot.web.server import serve
from tests.engine.bench import Bench
from tests.upstreams.callbacks import no_client

IMGOPEN, TIGER = ProviderId("imgopen"), ProviderId("magictiger")
TOKEN = "the-tigers-token"
TIGERS = f"/callbacks/{TIGER}"
_TIGER = MagicTigerSettings.model_validate({"api_token": TOKEN, "callback_md5_recipe": "body", "callbacks": True})


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    bench: Bench
    links: PublicLinks
    session: aiohttp.ClientSession
    port: int

    async def ask(self, path: str, *, method: str = "GET", **request: Any) -> Answer:
        url = URL(f"http://127.0.0.1:{self.port}{path}", encoded=True)
        async with self.session.request(method, url, allow_redirects=False, **request) as response:
            return Answer(response.status, dict(response.headers), await response.read())

    async def call(self, path: str, body: bytes = b"", **headers: str) -> Answer:
        """A vendor's callback."""
        return await self.ask(path, method="POST", data=body, headers=headers)

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """A bare connection; who leaves the block hangs up."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            yield reader, writer
        finally:
            writer.transport.abort()

    async def speak(self, data: bytes) -> bytes:
        """Whatever is answered to these bytes, until the other side ends the connection."""
        async with self.connected() as (reader, writer):
            writer.write(data)
            return await reader.read()

    async def running(self, provider: ProviderId = IMGOPEN) -> Task:
        """A task that this provider has in hand."""
        task = await self.bench.ask_and_work()
        await self.bench.books.overwrite(task.id, provider=provider)
        return await self.bench.look(task)

    def address(self, task: Task, provider: ProviderId = IMGOPEN) -> str:
        """The path where the provider may report that task."""
        return URL(self.links.callback(provider, task.id)).raw_path

    async def counted(self) -> dict[tuple[str, str], float]:
        """How many callbacks there were, by provider and verdict."""
        text = (await self.ask("/metrics")).body.decode()
        samples = [each for family in text_string_to_metric_families(text) for each in family.samples]
        return {
            (sample.labels["provider"], sample.labels["verdict"]): sample.value
            for sample in samples
            if sample.name == "darkroom_callbacks_total"
        }


def signed(body: bytes, token: str = TOKEN) -> dict[str, str]:
    """The headers that prove a callback to be Magic Tiger's."""
    return {"token": token, "md5": md5(body, usedforsecurity=False).hexdigest()}


async def nothing_wrong() -> dict[str, str | None]:
    return {"database": None}


async def no_tasks() -> dict[Any, int]:
    return {}


@asynccontextmanager
async def open_site(bench: Bench, *, media: MediaStore | None = None, **parts: Any) -> AsyncIterator[Site]:
    """`parts` are given to the application as they are."""
    links = PublicLinks("https://pictures.example.test", Signer([b"key"]), bench.clock)
    vendors = (
        ImgOpen(ImgOpenSettings(), client=no_client(), clock=bench.clock),
        MagicTiger(_TIGER, client=no_client(), clock=bench.clock),
    )
    desk = replace(bench.desk, links=links, catalogue=Catalogue(tools=TOOLS, upstreams=vendors))
    given: dict[str, Any] = {
        "reception": Reception(desk),
        "links": links,
        "media": media or desk.media,
        "health": nothing_wrong,
        "metrics": Metrics(no_tasks),
    }
    application = make_application(**(given | parts))
    async with serve(application, "127.0.0.1:0") as port, aiohttp.ClientSession(auto_decompress=False) as session:
        yield Site(bench=bench, links=links, session=session, port=port)
