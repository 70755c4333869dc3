"""A file server: Discord's attachments and the providers' results."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestServer


class Shelf:
    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self._files: dict[str, bytes] = {}
        self._statuses: dict[str, int] = {}
        self._origin = ""

    def put(self, name: str, data: bytes) -> str:
        """Its link."""
        self._files[name] = data
        return f"{self._origin}/{name}"

    def answers(self, name: str, status: int) -> str:
        """From now on this name is answered with a status and no file; its link."""
        self._statuses[name] = status
        return f"{self._origin}/{name}"

    def recovers(self, name: str) -> None:
        del self._statuses[name]

    async def _serve(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        self.asked[name] += 1
        if name in self._statuses:
            return web.Response(status=self._statuses[name])
        if name not in self._files:
            return web.Response(status=404)
        return web.Response(body=self._files[name], content_type="image/png")

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        app = web.Application()
        app.router.add_get("/{name}", self._serve)
        async with TestServer(app, host="127.0.0.1") as server:
            self._origin = str(server.make_url("")).rstrip("/")
            yield
