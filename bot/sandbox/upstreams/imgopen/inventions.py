"""Endpoints that no document names, so that a test can play what an operator found out by other ways."""

from functools import partial

from aiohttp import web
from aiohttp.typedefs import Handler
from yarl import URL

from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.imgopen.bodies import read_body
from bot.sandbox.upstreams.imgopen.invented import InventedEndpoint, InventedList
from bot.sandbox.upstreams.imgopen.invented_counter import InventedCounter
from bot.sandbox.upstreams.imgopen.office import Office, Talk
from bot.sandbox.upstreams.imgopen.places import put
from bot.sandbox.upstreams.imgopen.replies import succeed
from bot.sandbox.upstreams.imgopen.submissions import Submissions


class Inventions:
    """Whatever was added, and 404 for the rest."""

    def __init__(self, office: Office, submissions: Submissions) -> None:
        self._office = office
        self._submissions = submissions
        self._handlers: dict[str, Handler] = {}
        self._unknown = office.door("unknown", office.not_found)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """By the path as it was sent, below the vendor's base URL."""
        path = request.rel_url.raw_path.removeprefix(URL(self._office.base_url).raw_path)
        handler = self._handlers.get(path) if request.method == "POST" else None
        return await (handler or self._unknown)(request)

    def add(self, invention: InventedEndpoint | InventedList) -> None:
        """Open its counters."""
        if isinstance(invention, InventedList):
            self._open(invention.path, partial(self._list, invention))
            self._office.faults.know(others=(invention.path,))
            return
        counter = InventedCounter(invention, self._office, self._submissions)
        if invention.path:
            self._open(invention.path, counter.submit)
            self._office.faults.know(submits=(invention.path,))
        if invention.query_path:
            self._open(invention.query_path, counter.query)
            self._office.faults.know(queries=(invention.query_path,))

    def _open(self, path: str, talk: Talk) -> None:
        self._handlers[path] = self._office.door(path, self._office.answer(path, talk))

    async def _list(self, invention: InventedList, request: web.Request) -> Json:
        await read_body(self._office, invention, request)
        envelope = succeed({})
        put(envelope, invention.result, [list(invention.rows)])
        return envelope
