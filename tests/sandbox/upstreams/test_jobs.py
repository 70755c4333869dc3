import asyncio

import pytest

from bot.sandbox.upstreams.failures import WorkFailed
from bot.sandbox.upstreams.jobs import Job, JobState, Product, Script, Workshop

NOTHING = Product(outputs=())


def make_job(name: str = "job", script: Script = Script.NORMAL) -> Job:
    return Job(platform_id=name, own_id=None, tool="tool", script=script)


async def succeed(_: Job) -> Product:
    return NOTHING


async def fail(_: Job) -> Product:
    raise WorkFailed("no luck")


class Gate:
    """Work that announces its beginning and ends when told."""

    def __init__(self) -> None:
        self.has_begun = asyncio.Event()
        self.may_end = asyncio.Event()

    async def work(self, _: Job) -> Product:
        self.has_begun.set()
        await self.may_end.wait()
        return NOTHING


async def test_jobs_wait_in_line_and_move_up() -> None:
    workshop, gates, jobs = Workshop(slots=1), [Gate(), Gate(), Gate()], [make_job(str(n)) for n in range(3)]
    for gate, job in zip(gates, jobs, strict=True):
        workshop.enter(job, gate.work, processing_s=0)

    await gates[0].has_begun.wait()
    first = [workshop.position(job) for job in jobs]
    gates[0].may_end.set()
    await gates[1].has_begun.wait()
    second = [workshop.position(job) for job in jobs]
    await workshop.close()

    assert (first, second) == ([0, 1, 2], [0, 0, 1])


async def test_as_many_jobs_run_at_a_time_as_there_are_slots() -> None:
    workshop, gates, jobs = Workshop(slots=2), [Gate(), Gate(), Gate()], [make_job(str(n)) for n in range(3)]
    for gate, job in zip(gates, jobs, strict=True):
        workshop.enter(job, gate.work, processing_s=0)

    await gates[0].has_begun.wait()
    await gates[1].has_begun.wait()

    assert [job.state for job in jobs] == [JobState.RUNNING, JobState.RUNNING, JobState.QUEUED]
    await workshop.close()


async def test_a_job_settles_as_done() -> None:
    workshop, job = Workshop(slots=1), make_job()
    workshop.enter(job, succeed, processing_s=0)

    await job.settled.wait()

    assert (job.state, job.product) == (JobState.DONE, NOTHING)


async def test_a_job_settles_as_failed_with_the_works_own_words() -> None:
    workshop, job = Workshop(slots=1), make_job()
    workshop.enter(job, fail, processing_s=0)

    await job.settled.wait()

    assert (job.state, job.error) == (JobState.FAILED, "no luck")


async def test_a_job_that_never_finishes_holds_nobody_up() -> None:
    workshop, stuck, job = Workshop(slots=1), make_job("stuck", Script.NEVER_FINISH), make_job()
    workshop.enter(stuck, succeed, processing_s=0)
    workshop.enter(job, succeed, processing_s=0)

    await workshop.idle()

    assert (stuck.state, stuck.settled.is_set(), job.state) == (JobState.RUNNING, False, JobState.DONE)


async def test_a_cancelled_job_leaves_the_line_and_never_settles() -> None:
    workshop, gate, running, waiting = Workshop(slots=1), Gate(), make_job("running"), make_job("waiting")
    workshop.enter(running, gate.work, processing_s=0)
    workshop.enter(waiting, succeed, processing_s=0)
    await gate.has_begun.wait()

    workshop.cancel(waiting)
    workshop.cancel(running)
    await workshop.idle()

    assert [(job.settled.is_set(), workshop.position(job)) for job in (running, waiting)] == [(False, 0), (False, 0)]


async def test_a_defect_in_the_work_comes_out() -> None:
    async def break_down(_: Job) -> Product:
        raise LookupError("a defect")

    workshop = Workshop(slots=1)
    workshop.enter(make_job(), break_down, processing_s=0)

    with pytest.raises(LookupError):
        await workshop.idle()


async def test_a_job_takes_its_time() -> None:
    workshop, job = Workshop(slots=1), make_job()
    workshop.enter(job, succeed, processing_s=3600)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(job.settled.wait(), timeout=0.05)

    assert job.state is JobState.RUNNING
    await workshop.close()
