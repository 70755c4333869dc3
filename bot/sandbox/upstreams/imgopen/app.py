"""The Img Open server: keys, envelope, tools, queries, results."""

import hmac
import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.domain.clock import Clock
from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.failures import ImagingFailed
from bot.sandbox.upstreams.faults import Fault
from bot.sandbox.upstreams.imaging import Imaging
from bot.sandbox.upstreams.imgopen.config import ImgOpenConfig
from bot.sandbox.upstreams.imgopen.replies import (
    FAILURE,
    UNKNOWN_TASK,
    Refusal,
    describe,
    identify,
    refuse,
    succeed,
    visible_state,
)
from bot.sandbox.upstreams.imgopen.reports import report_on
from bot.sandbox.upstreams.imgopen.tools import TOOLS, Query, Tool, ToolOrder
from bot.sandbox.upstreams.jobs import Job, Product, Script
from bot.sandbox.upstreams.plays import JOB, LYING
from bot.sandbox.upstreams.requests import Malformed, Order, OrderT, read
from bot.sandbox.upstreams.vendor import Vendor

_TOOL_PATH = "/AIGCImgOpenServ/saas/tool/"
_RESULT_PATH = "/Output-Img2/tool/"
_QUERY = "queryTask"
_KEY_ID, _KEY_SECRET = "X-Request-req-accessKeyId", "X-Request-req-accessKeySecret"

Talk = Callable[[web.Request], Awaitable[Json]]


class ImgOpen(Vendor):
    """Img Open on this machine. Replace `config` at any time; running tasks keep what they began with."""

    def __init__(self, *, clock: Clock, imaging: Imaging) -> None:
        unsigned = (Fault.FORGED_TOKEN, Fault.FORGED_MD5)
        super().__init__(submits=TOOLS, query=_QUERY, impossible=unsigned, clock=clock, imaging=imaging)
        self.config = ImgOpenConfig()
        self.access_key_id = f"openapi-{secrets.token_hex(8)}"
        self.access_key_secret = secrets.token_hex(16)
        self._jobs: dict[tuple[str, str], Job] = {}

    def application(self) -> web.Application:
        """The routes. A query's path is the tool's own, slashes included, and a suffix."""
        app = web.Application()
        for tool in TOOLS.values():
            app.router.add_post(
                _TOOL_PATH + tool.code, self.door(tool.code, self._speak(tool.code, self._submit(tool)))
            )
            path = f"{_TOOL_PATH}{tool.code}/{_QUERY}"
            app.router.add_post(path, self.door(_QUERY, self._speak(_QUERY, self._query(tool))))
        self.serve_results(app, _RESULT_PATH)
        self.refuse_unknown_paths(app)
        return app

    def _speak(self, endpoint: str, talk: Talk) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            try:
                self._check_keys(endpoint, request)
                data = await talk(request)
            except Refusal as refusal:
                return web.json_response(refuse(refusal, self.config), status=self.config.error_http_status)
            return web.json_response(succeed(data))

        return answer

    def _check_keys(self, endpoint: str, request: web.Request) -> None:
        for header, key in ((_KEY_ID, self.access_key_id), (_KEY_SECRET, self.access_key_secret)):
            value = request.headers.get(header)
            if value is None:
                self.violate(endpoint, f"header {header} is missing")
            if not hmac.compare_digest((value or "").encode(), key.encode()):
                raise Refusal(self.config.wrong_key_code, "invalid access key")

    async def _read(self, endpoint: str, request: web.Request, form: type[OrderT]) -> OrderT:
        try:
            order = await read(request, form)
            self._check_callback(endpoint, order)
        except Malformed as malformed:
            self.violate(endpoint, str(malformed))
            raise Refusal(FAILURE, str(malformed)) from malformed
        return order

    def _check_callback(self, endpoint: str, order: Order) -> None:
        if "callback_url" in order.model_fields_set and endpoint not in self.config.callback_tools:
            raise Malformed("callbackUrl: Extra inputs are not permitted")

    def _submit(self, tool: Tool) -> Talk:
        async def submit(request: web.Request) -> Json:
            order = await self._read(tool.code, request, tool.form)
            job = request[JOB] = self._repeated(tool, order) or self._create(tool, order)
            switches = self.config.of(tool.code)
            if switches.submit_reply == "id":
                return identify(job, switches)
            await job.settled.wait()
            job.polls = switches.polls_before_done + 1
            return describe(job, switches, task_name=tool.task_name, state=job.state)

        return submit

    def _repeated(self, tool: Tool, order: ToolOrder) -> Job | None:
        job = self._jobs.get((tool.code, order.business_task_id))
        if job and self.config.on_repeat == "refuse":
            raise Refusal(FAILURE, "businessTaskId was used before")
        return job if self.config.on_repeat == "same" else None

    def _create(self, tool: Tool, order: ToolOrder) -> Job:
        if self.credits < 1:
            raise Refusal(FAILURE, "insufficient balance")
        script = self.next_script()
        if script is Script.FAIL_AT_CREATE:
            raise Refusal(FAILURE, "the task could not be created")
        job = Job(platform_id=self._new_id(), own_id=order.business_task_id, tool=tool.code, script=script)
        self._jobs[tool.code, order.business_task_id] = self._jobs[tool.code, job.platform_id] = job
        self.bill(job)
        self.workshop.enter(
            job,
            lambda job: self._work(tool, order, job),
            processing_s=self.config.processing_s,
            on_settled=lambda job: self.report(job, report_on(job, tool, self.config, url=order.callback_url)),
        )
        return job

    def _new_id(self) -> str:
        milliseconds = int(self.clock.now().timestamp() * 1000)
        return f"{self.config.id_prefix}{milliseconds:013d}{secrets.randbelow(10**9):09d}"

    async def _work(self, tool: Tool, order: ToolOrder, job: Job) -> Product:
        if job.script is Script.NO_FACES:
            raise ImagingFailed("no face was found")
        config = self.config
        picture = await order.make(lambda url: self.fetch(url, max_bytes=config.max_bytes), self.imaging)
        name = f"{tool.task_name}/{job.platform_id}-0"
        output = await self.store(name, picture, prefix=_RESULT_PATH, ttl_s=config.result_ttl_s)
        return Product(outputs=(output,))

    def _query(self, tool: Tool) -> Talk:
        async def query(request: web.Request) -> Json:
            order = await self._read(_QUERY, request, Query)
            job = self._jobs.get((tool.code, order.business_task_id))
            if job is None:
                raise Refusal(UNKNOWN_TASK, "task does not exist")
            job.polls += 1
            switches = self.config.of(tool.code)
            state, lying = visible_state(job, switches), request.get(LYING, False)
            return describe(job, switches, task_name=tool.task_name, state=state, lying=lying)

        return query
