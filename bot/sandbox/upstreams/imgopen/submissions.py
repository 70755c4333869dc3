"""The counter where work is ordered."""

import secrets
from functools import partial

from aiohttp import web

from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.failures import ImagingFailed, NoSuchFace
from bot.sandbox.upstreams.imgopen.bench import Bench, Goods
from bot.sandbox.upstreams.imgopen.drawings import describe_drawing
from bot.sandbox.upstreams.imgopen.forms.submission import Submission
from bot.sandbox.upstreams.imgopen.office import RESULT_PATH, Office, Talk
from bot.sandbox.upstreams.imgopen.replies import FAILURE, Refusal, describe, identify
from bot.sandbox.upstreams.imgopen.reports import report_on
from bot.sandbox.upstreams.imgopen.tasks import Task
from bot.sandbox.upstreams.imgopen.tools import DRAWINGS, TRAINING, Tool
from bot.sandbox.upstreams.jobs import Job, Product, Script
from bot.sandbox.upstreams.plays import JOB

_DETECTION = "face/detection"


class Submissions:
    """Takes orders, bills them and sees to their being carried out."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def talk(self, tool: Tool) -> Talk:
        """How to order from the tool."""

        async def submit(request: web.Request) -> Json:
            order = await self._read(tool, request)
            task = self._repeated(tool, order) or self._begin(tool, order)
            request[JOB] = task
            return await self._reply(tool, task)

        return submit

    def create(self, code: str, own_id: str, *, words: str = "") -> Task:
        """A billed task of the tool with this code, that nobody works on yet. Raises Refusal."""
        office = self._office
        if office.credits < 1:
            raise Refusal(FAILURE, "insufficient balance")
        script = office.next_script()
        if script is Script.FAIL_AT_CREATE:
            raise Refusal(FAILURE, "the task could not be created")
        now = office.clock.now()
        task = Task(
            platform_id=f"{office.config.id_prefix}{int(now.timestamp() * 1000):013d}{secrets.randbelow(10**9):09d}",
            own_id=own_id,
            tool=code,
            script=script,
            created_at=now,
            words=words,
        )
        office.register[code, own_id] = office.register[code, task.platform_id] = task
        office.bill(task)
        return task

    def bench(self, job: Job) -> Bench:
        """Where the job is done."""
        office = self._office
        return Bench(
            fetch=partial(office.fetch, max_bytes=office.config.max_bytes),
            imaging=office.imaging,
            config=office.config,
            luck=secrets.randbelow(2**31 - 1024),
            faceless=job.script is Script.NO_FACES,
        )

    async def store(self, job: Job, folder: str, goods: Goods) -> Product:
        """Put what was made on the shelf: files are named after the platform's id and counted from 0."""
        office = self._office
        outputs = [
            await office.store(
                f"{folder}/{job.platform_id}-{number}",
                made.picture,
                prefix=RESULT_PATH,
                ttl_s=office.config.result_ttl_s,
                seed=made.seed,
            )
            for number, made in enumerate(goods.pictures)
        ]
        return Product(outputs=tuple(outputs), texts=goods.texts)

    async def _read(self, tool: Tool, request: web.Request) -> Submission:
        order = await self._office.read(tool.code, request, tool.form)
        if misfit := order.misfit(tool.code, self._office.config):
            raise self._office.reject(tool.code, misfit)
        if refusal := order.refusal(self._office.config):
            raise Refusal(FAILURE, refusal)
        return order

    def _repeated(self, tool: Tool, order: Submission) -> Task | None:
        """A training's taskId must be unique, says its page; of the others it is not known."""
        task = self._office.register.get((tool.code, order.own_id))
        on_repeat = "refuse" if tool is TRAINING else self._office.config.on_repeat
        if task and on_repeat == "refuse":
            raise Refusal(FAILURE, f"{'taskId' if tool is TRAINING else 'businessTaskId'} was used before")
        return task if on_repeat == "same" else None

    def _begin(self, tool: Tool, order: Submission) -> Task:
        task = self.create(tool.code, order.own_id, words=order.words)
        office, config = self._office, self._office.config
        office.workshop.enter(
            task,
            partial(self._work, tool, order),
            processing_s=config.training_s if tool is TRAINING else config.processing_s,
            on_settled=lambda job: office.report(job, report_on(job, tool, office.config, url=order.report_to)),
        )
        return task

    async def _work(self, tool: Tool, order: Submission, job: Job) -> Product:
        bench = self.bench(job)
        if bench.faceless and tool.code != _DETECTION:
            raise ImagingFailed("no face was found")
        try:
            goods = await order.make(bench)
        except NoSuchFace as error:
            self._office.violate(tool.code, str(error))
            raise
        if tool is TRAINING:
            self._office.trained[order.own_id] = goods.texts[0]
        return await self.store(job, tool.task_name, goods)

    async def _reply(self, tool: Tool, task: Task) -> Json:
        config, habits = self._office.config, self._office.habits_of(tool)
        if habits.submit_reply == "id":
            return identify(task, habits)
        await task.settled.wait()
        task.polls = habits.polls_before_done + 1
        if tool.code in DRAWINGS:
            asked_as = task.own_id or ""
            return describe_drawing(task, tool, config, state=task.state, id_field="task_id", asked_as=asked_as)
        return describe(task, tool, config, state=task.state)
