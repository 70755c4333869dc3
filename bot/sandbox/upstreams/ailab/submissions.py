"""The counter where work is ordered."""

import asyncio
import secrets
from functools import partial
from uuid import uuid4

from aiohttp import web

from bot.domain.errors import Refused
from bot.sandbox.upstreams.ailab.endpoint import Endpoint, Order
from bot.sandbox.upstreams.ailab.intake import Intake
from bot.sandbox.upstreams.ailab.masks import marked_white
from bot.sandbox.upstreams.ailab.office import FORM, REQUEST_ID, Office, Talk
from bot.sandbox.upstreams.ailab.replies import Refusal
from bot.sandbox.upstreams.ailab.results import publish
from bot.sandbox.upstreams.ailab.retired import of_its_time
from bot.sandbox.upstreams.ailab.tasks import Task
from bot.sandbox.upstreams.crafts.commission import Piece
from bot.sandbox.upstreams.edits import Json
from bot.sandbox.upstreams.failures import ImagingFailed
from bot.sandbox.upstreams.jobs import Job, JobState, Product, Script
from bot.sandbox.upstreams.plays import JOB

_NO_FACE = "no face"


class Submissions:
    """Takes orders, sees to their being carried out, and bills what succeeds."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._promised = 0

    def talk(self, endpoint: Endpoint) -> Talk:
        """How to order from the endpoint."""

        async def submit(request: web.Request) -> Json:
            current = of_its_time(endpoint, self._office.config)
            self._refuse(current)
            order = Intake(self._office, current).read(request[FORM])
            task = self._begin(current, order, request[REQUEST_ID])
            request[JOB] = task
            return await self._reply(task)

        return submit

    def _refuse(self, endpoint: Endpoint) -> None:
        if endpoint.is_retired and not self._office.config.retired_live:
            raise Refusal("ERROR_AI_NOT_EXISTS")
        if self._office.errors:
            raise Refusal(self._office.errors.popleft())

    def _begin(self, endpoint: Endpoint, order: Order, request_id: str) -> Task:
        office = self._office
        if office.credits - self._promised < endpoint.credits:
            raise Refusal("ERROR_NOT_ENOUGH_CREDITS")
        script = office.next_script()
        if script is Script.FAIL_AT_CREATE:
            raise Refusal(office.config.failure_code)
        task = self._task(endpoint, order, request_id, script)
        office.register.add(task)
        self._promised += endpoint.credits
        work = partial(self._work, order)
        office.workshop.enter(task, work, processing_s=office.config.processing_s, on_settled=self._settle)
        return task

    def _task(self, endpoint: Endpoint, order: Order, request_id: str, script: Script) -> Task:
        now = self._office.clock.now()
        return Task(
            platform_id=f"{int(now.timestamp() * 1000):013d}.{uuid4()}",
            own_id=None,
            tool=endpoint.code,
            script=script,
            endpoint=endpoint,
            request_id=request_id,
            is_async=endpoint.runs_async(order),
            created_at=now,
        )

    def _settle(self, job: Job) -> None:
        if isinstance(job, Task):
            self._promised -= job.endpoint.credits
            if job.state is JobState.DONE:
                self._office.bill(job)

    async def _work(self, order: Order, job: Job) -> Product:
        if not isinstance(job, Task):
            raise TypeError("this vendor has tasks of its own")
        try:
            pieces = await self._make(order, job)
        except ImagingFailed as error:
            job.failure = Refusal(_code_of(error))
            raise
        job.result = await publish(self._office, job.endpoint, order, pieces, is_async=job.is_async)
        commission = job.endpoint.commission(order, 0)
        job.result |= await asyncio.to_thread(job.endpoint.notes, commission, [piece.picture for piece in pieces])
        return Product()

    async def _make(self, order: Order, task: Task) -> list[Piece]:
        endpoint = task.endpoint
        if task.script is Script.NO_FACES and endpoint.needs_face:
            raise ImagingFailed(_NO_FACE)
        order = await asyncio.to_thread(marked_white, order, self._office.config.mask_marks)
        if order.values.get("seed") == -1:
            order = order.with_value("seed", secrets.randbelow(2**31))
        pieces = []
        for number in range(endpoint.count(order)):
            pieces += await self._office.imaging.work(endpoint.commission(order, number))
        if not pieces:
            raise ImagingFailed(_NO_FACE if endpoint.needs_face else "nothing was found")
        return pieces

    async def _reply(self, task: Task) -> Json:
        """A fetched result's id, or the result; a legacy job has no id but the request's."""
        endpoint = task.endpoint
        kind = {"task_type": "async" if task.is_async else "sync"} if endpoint.tells_type else {}
        if task.is_async and endpoint.job is None:
            return {**kind, "task_id": task.platform_id}
        if endpoint.job and self._office.config.legacy_reply == "id":
            return kind
        await self._until_settled(task)
        if task.state is not JobState.DONE:
            raise task.failure or Refusal(self._office.config.failure_code, task.error)
        return {**kind, **task.result}

    async def _until_settled(self, task: Task) -> None:
        """Or until the vendor closes, for a task that never settles."""
        ends = [
            asyncio.create_task(event.wait(), name=f"{task.platform_id}-{name}")
            for name, event in (("settled", task.settled), ("closing", self._office.faults.closing))
        ]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in ends:
                end.cancel()


def _code_of(failure: ImagingFailed) -> str:
    if _NO_FACE in str(failure):
        return "ERROR_NO_FACE_IN_FILE"
    is_about_picture = isinstance(failure.__cause__, Refused)
    return "ERROR_NO_RECOGNITION_TARGET_DETECTED" if is_about_picture else "PROCESSING_FAILURE"
