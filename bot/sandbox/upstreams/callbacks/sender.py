"""Sends reports until they are delivered or given up, and writes down each try."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from bot.domain.clock import Clock
from bot.sandbox.upstreams.accounts import CallbackTry
from bot.sandbox.upstreams.callbacks.messages import Message, compose
from bot.sandbox.upstreams.callbacks.reports import Report
from bot.sandbox.upstreams.failures import WorkFailed
from bot.sandbox.upstreams.faults import CALLBACK, Fault, Faults
from bot.sandbox.upstreams.jobs import Job

Sleep = Callable[[float], Awaitable[object]]


class Post(Protocol):
    """The way out; see Network.post."""

    async def __call__(
        self, url: str, body: bytes, /, *, headers: Mapping[str, str], timeout_s: float
    ) -> tuple[int, bytes]:
        """The answer's status and body. Raises WorkFailed when there is none."""


class CallbackSender:
    """One task per report. Each try meets its own fault; a lost one ends the report.

    A job counts as reported once its first try was answered or nothing will be sent.
    """

    def __init__(self, *, post: Post, faults: Faults, clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self.tries: list[CallbackTry] = []
        self._post = post
        self._faults = faults
        self._clock = clock
        self._sleep = sleep
        self._tried = asyncio.Condition()
        self._running: dict[asyncio.Task[None], Report] = {}

    def send(self, report: Report) -> None:
        """Begin with the first try at once."""
        platform_id = report.job.platform_id if report.job else "probe"
        task = asyncio.create_task(self._deliver(report), name=f"vendor-callback-{platform_id}")
        self._running[task] = report
        task.add_done_callback(self._end)

    def stop(self, job: Job) -> None:
        """No further try for the job's reports."""
        for task, report in self._running.items():
            if report.job is job:
                task.cancel()

    async def tried(self, count: int) -> None:
        """Wait until so many tries were answered or not, in all."""
        async with self._tried:
            await self._tried.wait_for(lambda: len(self.tries) >= count)

    async def done(self) -> None:
        """Wait until every report was delivered or given up. A defect comes out here."""
        while self._running:
            done, _ = await asyncio.wait(self._running)
            for task in done:
                if not task.cancelled():
                    task.result()

    async def close(self) -> None:
        """Give everything up."""
        tasks = list(self._running)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _end(self, task: asyncio.Task[None]) -> None:
        job = self._running.pop(task).job
        if job:
            job.reported.set()

    async def _deliver(self, report: Report) -> None:
        for attempt, pause_s in enumerate((0.0, *report.ladder.pauses_s()), start=1):
            if attempt > 1:
                await self._sleep(pause_s)
            if await self._try(report, attempt):
                return

    async def _try(self, report: Report, attempt: int) -> bool:
        fault = self._faults.take(CALLBACK)
        if fault is Fault.LOST:
            return True
        if fault is Fault.LATE:
            await self._sleep(self._faults.late_s)
        message = compose(report, fault, self._faults)
        is_over = await self._send(report, message, attempt)
        return await self._send(report, message, attempt) or is_over if fault is Fault.DOUBLED else is_over

    async def _send(self, report: Report, message: Message, attempt: int) -> bool:
        at = self._clock.now()
        status, delivered = await self._exchange(report, message)
        job = report.job
        entry = CallbackTry(
            own_id=job.own_id if job else None,
            platform_id=job.platform_id if job else None,
            url=message.url,
            attempt=attempt,
            at=at,
            status=status,
            delivered=delivered,
        )
        async with self._tried:
            self.tries.append(entry)
            self._tried.notify_all()
        if job:
            job.reported.set()
        return delivered

    async def _exchange(self, report: Report, message: Message) -> tuple[int | None, bool]:
        timeout_s = report.ladder.callback_timeout_s
        try:
            status, answer = await self._post(message.url, message.body, headers=message.headers, timeout_s=timeout_s)
        except WorkFailed:
            return None, False
        return status, report.is_delivered(status, answer)
