"""The counter of one invented endpoint: where it is ordered from and asked about."""

from functools import partial

from aiohttp import web

from bot.sandbox.upstreams.callbacks import Report
from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.imgopen.bodies import read_body, read_object
from bot.sandbox.upstreams.imgopen.improvisation import improvise
from bot.sandbox.upstreams.imgopen.invented import InventedEndpoint
from bot.sandbox.upstreams.imgopen.invented_replies import describe_invented
from bot.sandbox.upstreams.imgopen.office import Office
from bot.sandbox.upstreams.imgopen.places import get
from bot.sandbox.upstreams.imgopen.replies import Refusal, look, refuse
from bot.sandbox.upstreams.imgopen.reports import is_acknowledged
from bot.sandbox.upstreams.imgopen.submissions import Submissions
from bot.sandbox.upstreams.imgopen.switches import Habits
from bot.sandbox.upstreams.imgopen.tasks import Task, find
from bot.sandbox.upstreams.jobs import Job, JobState, Product
from bot.sandbox.upstreams.plays import JOB, LYING

_FOLDER = "invented"


class InventedCounter:
    """Works as the others do, with other names."""

    def __init__(self, invention: InventedEndpoint, office: Office, submissions: Submissions) -> None:
        self._invention = invention
        self._office = office
        self._submissions = submissions

    async def submit(self, request: web.Request) -> Json:
        """Take an order: the whole answer. Raises Refusal."""
        body = await read_body(self._office, self._invention, request)
        task = request[JOB] = self._submissions.create(self._invention.path, self._own_id(body))
        self._office.workshop.enter(
            task,
            partial(self._work, body),
            processing_s=self._office.config.processing_s,
            on_settled=lambda _: self._office.report(task, self._report_on(task, body)),
        )
        if self._invention.query_path:
            return describe_invented(task, self._invention, state=JobState.QUEUED)
        await task.settled.wait()
        return describe_invented(task, self._invention, state=task.state)

    async def query(self, request: web.Request) -> Json:
        """Where a task is: the whole answer. Raises Refusal."""
        path = self._invention.query_path or ""
        any_id = get(await read_object(self._office, path, request), self._invention.query_id)
        if not isinstance(any_id, str):
            raise self._office.reject(path, f"{self._invention.query_id}: Input should be a valid string")
        task = find(self._office.register, (self._invention.code,), any_id)
        state = look(task, self._office.config.of(self._invention.code).over(Habits()))
        return describe_invented(task, self._invention, state=state, lying=request.get(LYING, False))

    def _own_id(self, body: Json) -> str:
        return str(get(body, self._invention.own_id)) if self._invention.own_id else ""

    async def _work(self, body: Json, job: Job) -> Product:
        bench, make = self._submissions.bench(job), self._invention.make
        goods = await (make(body, bench) if make else improvise(self._invention, body, bench))
        return await self._submissions.store(job, _FOLDER, goods)

    def _report_on(self, task: Task, body: Json) -> Report | None:
        url = get(body, self._invention.callback) if self._invention.callback else None
        if not url:
            return None
        return Report(
            job=task,
            url=url,
            envelope=self._envelope(task),
            ladder=self._office.config,
            is_delivered=is_acknowledged,
        )

    def _envelope(self, task: Task) -> Json:
        try:
            return describe_invented(task, self._invention, state=task.state)
        except Refusal as refusal:
            return refuse(refusal, self._office.config)
