"""Img Open behind its doors: keys, books of its own, and how anything is read and answered."""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Iterable

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.domain.clock import Clock
from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.faults import Fault
from bot.sandbox.upstreams.imaging import Imaging
from bot.sandbox.upstreams.imgopen.config import ImgOpenConfig
from bot.sandbox.upstreams.imgopen.replies import FAILURE, Refusal, refuse, succeed
from bot.sandbox.upstreams.imgopen.switches import Habits
from bot.sandbox.upstreams.imgopen.tasks import Register
from bot.sandbox.upstreams.imgopen.tools import Tool
from bot.sandbox.upstreams.requests import Malformed, OrderT, read
from bot.sandbox.upstreams.vendor import Vendor

RESULT_PATH = "/Output-Img2/tool/"
_KEY_ID, _KEY_SECRET = "X-Request-req-accessKeyId", "X-Request-req-accessKeySecret"

Talk = Callable[[web.Request], Awaitable[Json]]
"""From a request to an answer or the `data` of one. Raises Refusal."""


class Office(Vendor):
    """What every counter of the vendor works with."""

    def __init__(
        self,
        *,
        submits: Iterable[str],
        queries: Iterable[str],
        others: Iterable[str],
        clock: Clock,
        imaging: Imaging,
    ) -> None:
        unsigned = (Fault.FORGED_TOKEN, Fault.FORGED_MD5)
        super().__init__(
            submits=submits, queries=queries, others=others, impossible=unsigned, clock=clock, imaging=imaging
        )
        self.config = ImgOpenConfig()
        self.access_key_id = f"openapi-{secrets.token_hex(8)}"
        self.access_key_secret = secrets.token_hex(16)
        self.trained: dict[str, str] = {}
        self._jobs: Register = {}

    @property
    def register(self) -> Register:
        """All tasks."""
        return self._jobs

    def habits_of(self, tool: Tool) -> Habits:
        """How the tool answers as things are set now."""
        return self.config.of(tool.code).over(tool.habits)

    def speak(self, endpoint: str, talk: Talk) -> Handler:
        """The talk, which gives the `data` of an answer, in the usual envelope and behind a check of the keys."""

        async def wrapped(request: web.Request) -> Json:
            return succeed(await talk(request))

        return self.answer(endpoint, wrapped)

    def answer(self, endpoint: str, talk: Talk) -> Handler:
        """As `speak` for a talk that gives a whole answer."""

        async def answer(request: web.Request) -> web.StreamResponse:
            try:
                self._check_keys(endpoint, request)
                return web.json_response(await talk(request))
            except Refusal as refusal:
                return web.json_response(refuse(refusal, self.config), status=self.config.error_http_status)

        return answer

    async def read(self, endpoint: str, request: web.Request, form: type[OrderT]) -> OrderT:
        """The body as that form. Raises Refusal, and writes down the violation."""
        try:
            return await read(request, form)
        except Malformed as malformed:
            raise self.reject(endpoint, str(malformed)) from malformed

    def reject(self, endpoint: str, sentence: str) -> Refusal:
        """Write down the violation; what to raise."""
        self.violate(endpoint, sentence)
        return Refusal(FAILURE, sentence)

    def _check_keys(self, endpoint: str, request: web.Request) -> None:
        for header, key in ((_KEY_ID, self.access_key_id), (_KEY_SECRET, self.access_key_secret)):
            value = request.headers.get(header)
            if value is None:
                self.violate(endpoint, f"header {header} is missing")
            if not hmac.compare_digest((value or "").encode(), key.encode()):
                raise Refusal(self.config.wrong_key_code, "invalid access key")
