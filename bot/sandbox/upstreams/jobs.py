"""The vendor's queue: jobs wait, run for a while and settle."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto

from bot.sandbox.upstreams.failures import WorkFailed
from bot.sandbox.upstreams.pictures import Facts


class Script(StrEnum):
    """What becomes of a task, decided when it is created."""

    NORMAL = "normal"
    FAIL_AT_CREATE = "fail at create"
    FAIL_LATER = "fail later"
    NEVER_FINISH = "never finish"
    NO_FACES = "no faces"


class JobState(Enum):
    """Where a job is."""

    QUEUED = auto()
    RUNNING = auto()
    DONE = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusNumbers:
    """The number that a vendor sends for each state; vendors disagree about all of them."""

    queued: int
    running: int
    done: int
    failed: int

    def of(self, state: JobState) -> int:
        """The number on the wire."""
        return {
            JobState.QUEUED: self.queued,
            JobState.RUNNING: self.running,
            JobState.DONE: self.done,
            JobState.FAILED: self.failed,
        }[state]


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One picture that a job made: its name on the shelf, its URL, what its header says, the seed if it was drawn."""

    name: str
    url: str
    facts: Facts
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What a job made: whole pictures, parts of them (faces), words."""

    outputs: tuple[Output, ...] = ()
    parts: tuple[Output, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True, eq=False)
class Job:
    """One task inside the vendor.

    `hurry` ends the waiting inside a slot; `settled` is set once it is done or failed, `reported` once the customer's
    server was told so for the first time or will not be told.
    """

    platform_id: str
    own_id: str | None
    tool: str
    script: Script
    state: JobState = JobState.QUEUED
    product: Product | None = None
    error: str = ""
    polls: int = 0
    hurry: asyncio.Event = field(default_factory=asyncio.Event)
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    reported: asyncio.Event = field(default_factory=asyncio.Event)


Work = Callable[[Job], Awaitable[Product]]
Listener = Callable[[Job], None]


class Workshop:
    """First come, first served, so many at a time."""

    def __init__(self, *, slots: int) -> None:
        self._slots = asyncio.Semaphore(slots)
        self._waiting: list[Job] = []
        self._running: dict[Job, asyncio.Task[None]] = {}

    def enter(self, job: Job, work: Work, *, processing_s: float, on_settled: Listener | None = None) -> None:
        """Queue the job; `work` is awaited after `processing_s` real seconds in a slot."""
        self._waiting.append(job)
        run = self._run(job, work, processing_s, on_settled or _ignore)
        task = asyncio.create_task(run, name=f"vendor-job-{job.platform_id}")
        self._running[job] = task
        task.add_done_callback(lambda _: self._running.pop(job, None))

    def position(self, job: Job) -> int:
        """Place in the queue, from 1; 0 once it runs or has settled."""
        return self._waiting.index(job) + 1 if job in self._waiting else 0

    def cancel(self, job: Job) -> None:
        """Stop the job wherever it is. It never settles."""
        if job in self._waiting:
            self._waiting.remove(job)
        if task := self._running.get(job):
            task.cancel()

    async def idle(self) -> None:
        """Wait until everything that can settle has. What is not a WorkFailed comes out here: it is a defect."""
        if self._running:
            done, _ = await asyncio.wait(self._running.values())
            for task in done:
                if not task.cancelled():
                    task.result()

    async def close(self) -> None:
        """Stop everything."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, job: Job, work: Work, processing_s: float, on_settled: Listener) -> None:
        async with self._slots:
            self._waiting.remove(job)
            job.state = JobState.RUNNING
            if job.script is Script.NEVER_FINISH:
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(processing_s):
                    await job.hurry.wait()
            try:
                job.product = await _perform(job, work)
                job.state = JobState.DONE
            except WorkFailed as failure:
                job.error = str(failure)
                job.state = JobState.FAILED
            job.settled.set()
            on_settled(job)


def _ignore(_job: Job) -> None: ...


async def _perform(job: Job, work: Work) -> Product:
    if job.script is Script.FAIL_LATER:
        raise WorkFailed("the task failed as its script says")
    return await work(job)
