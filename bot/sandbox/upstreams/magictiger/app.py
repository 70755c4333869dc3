"""The Magic Tiger server: token, envelope, three calls, results."""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from functools import partial

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.domain.clock import Clock
from bot.sandbox.upstreams.callbacks import Report
from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.imaging import Imaging
from bot.sandbox.upstreams.jobs import Job, Output, Script
from bot.sandbox.upstreams.magictiger.config import MagicTigerConfig
from bot.sandbox.upstreams.magictiger.forms import CreateTask, DeleteTask, GetTask
from bot.sandbox.upstreams.magictiger.intake import take_in
from bot.sandbox.upstreams.magictiger.production import make
from bot.sandbox.upstreams.magictiger.replies import (
    CREATE_FAILED,
    INSUFFICIENT_BALANCE,
    NOT_EXIST,
    Refusal,
    wrap,
)
from bot.sandbox.upstreams.magictiger.reports import probe, report_on
from bot.sandbox.upstreams.magictiger.task_object import describe
from bot.sandbox.upstreams.magictiger.tasks import Register, Task
from bot.sandbox.upstreams.pictures import Facts
from bot.sandbox.upstreams.plays import JOB, LYING
from bot.sandbox.upstreams.requests import Malformed, OrderT, read
from bot.sandbox.upstreams.vendor import Vendor

_RESULT_PATH = "/results/"
_CREATE, _GET, _DELETE = "createtask", "gettask", "deletetask"

Talk = Callable[[web.Request], Awaitable[Json]]


class MagicTiger(Vendor):
    """Magic Tiger on this machine. Replace `config` at any time; running tasks keep what they began with."""

    def __init__(self, *, clock: Clock, imaging: Imaging) -> None:
        super().__init__(submits=(_CREATE,), queries=(_GET,), others=(_DELETE,), clock=clock, imaging=imaging)
        self._config = MagicTigerConfig()
        self.api_token = secrets.token_hex(16)
        self._register = Register(clock)

    @property
    def config(self) -> MagicTigerConfig:
        """How the vendor behaves."""
        return self._config

    @config.setter
    def config(self, config: MagicTigerConfig) -> None:
        is_new_url = config.callback_url != self._config.callback_url
        self._config = config
        if is_new_url and (report := probe(config, token=self.api_token)):
            self.sender.send(report)

    def application(self) -> web.Application:
        """The routes: each call is a path of its own."""
        app = web.Application()
        for name, talk in ((_CREATE, self._create), (_GET, self._get), (_DELETE, self._delete)):
            app.router.add_post(f"/{name}", self.door(name, self._speak(name, talk)))
        self.serve_results(app, _RESULT_PATH)
        self.refuse_unknown_paths(app)
        return app

    def _speak(self, endpoint: str, talk: Talk) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            try:
                self._check_token(endpoint, request)
                return self._reply(0, "", await talk(request))
            except Refusal as refusal:
                status = refusal.http_status or self.config.business_error_http_status
                return self._reply(refusal.code, refusal.msg, None if self.config.data_null_on_error else {}, status)

        return answer

    def _reply(self, code: int, msg: str, data: Json | None, status: int = 200) -> web.Response:
        envelope = wrap(code, msg, data, numbers_as_strings=self.config.numbers_as_strings)
        return web.json_response(envelope, status=status)

    def _check_token(self, endpoint: str, request: web.Request) -> None:
        token = request.headers.get("token")
        if token is None:
            self.violate(endpoint, "header token is missing")
        if not hmac.compare_digest((token or "").encode(), self.api_token.encode()):
            raise Refusal(self.config.bad_token_code, "invalid token", http_status=401)

    async def _read(self, endpoint: str, request: web.Request, form: type[OrderT]) -> OrderT:
        try:
            return await read(request, form)
        except Malformed as malformed:
            self.violate(endpoint, str(malformed))
            status = None if malformed.is_json else 400
            raise Refusal(self.config.bad_parameter_code, str(malformed), http_status=status) from malformed

    async def _create(self, request: web.Request) -> Json:
        order = await self._read(_CREATE, request, CreateTask)
        task = self._repeated(order) or await self._begin(order)
        request[JOB] = task.job
        return {
            "taskid": task.job.platform_id,
            "status": self.config.status_map.of(task.job.state),
            "queuenum": self.workshop.position(task.job),
        }

    def _repeated(self, order: CreateTask) -> Task | None:
        return self._register.find_own(order.chtaskid) if self.config.dedupe_chtaskid else None

    async def _begin(self, order: CreateTask) -> Task:
        config = self.config
        if order.type not in config.enhance_types.values():
            raise Refusal(config.unknown_type_code)
        picture, facts = await take_in(partial(self.fetch, order.picurl, max_bytes=config.max_bytes), config)
        if task := self._repeated(order):  # a call that came meanwhile was faster
            return task
        task = self._commit(order, facts)
        self._start(task, picture, config)
        return task

    def _commit(self, order: CreateTask, facts: Facts) -> Task:
        if self.credits < 1:
            raise Refusal(INSUFFICIENT_BALANCE)
        script = self.next_script()
        if script is Script.FAIL_AT_CREATE:
            raise Refusal(CREATE_FAILED)
        job = Job(platform_id=secrets.token_hex(12), own_id=order.chtaskid, tool=str(order.type), script=script)
        task = Task(job=job, type=order.type, inputurl=order.picurl, facts=facts, created_at=self.clock.now())
        self._register.add(task)
        self.bill(job)
        return task

    def _start(self, task: Task, picture: bytes, config: MagicTigerConfig) -> None:
        async def store(name: str, output: bytes) -> Output:
            return await self.store(name, output, prefix=_RESULT_PATH, ttl_s=config.result_ttl_s)

        work = partial(make, picture, code=task.type, imaging=self.imaging, config=config, store=store)
        self.workshop.enter(
            task.job, work, processing_s=config.processing_s, on_settled=lambda _: self._report_end(task)
        )

    def _report_end(self, task: Task) -> None:
        self.report(task.job, None if task.is_deleted else self._report_on(task))

    def _report_on(self, task: Task) -> Report | None:
        queuenum = self.workshop.position(task.job)
        return report_on(task, self.config, token=self.api_token, queuenum=queuenum)

    async def _get(self, request: web.Request) -> Json:
        order = await self._read(_GET, request, GetTask)
        task = self._register.find(order.taskid, self.config)
        if order.type != task.type and self.config.type_mismatch == "not_exist":
            raise Refusal(NOT_EXIST)
        queuenum = self.workshop.position(task.job)
        return describe(task, self.config, queuenum=queuenum, lying=request.get(LYING, False))

    async def _delete(self, request: web.Request) -> Json:
        order = await self._read(_DELETE, request, DeleteTask)
        task = self._register.find(order.taskid, self.config)
        task.is_deleted = True
        if self.config.delete_removes_results:
            self._remove_results(task)
        self.sender.stop(task.job)
        self.report(task.job, self._report_on(task) if self.config.callback_on_delete else None)
        return {"success": True}

    def _remove_results(self, task: Task) -> None:
        self.workshop.cancel(task.job)
        if product := task.job.product:
            for output in (*product.outputs, *product.parts):
                self.shelf.remove(output.name)
