"""Ten thousand tasks that wait upstream: what they hold, and whether it grows."""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.sandbox.upstreams.jobs import Job, JobState, Script
from bot.sandbox.upstreams.magictiger.tasks import Task
from bot.sandbox.upstreams.pictures import Facts
from storage.database import Database
from storage.migrate import upgrade
from tests.bench import procfs
from tests.bench.contenders import ours
from tests.bench.crowd import crowd
from tests.bench.figures import MIB, Figure, within
from tests.bench.masses import add_waiting
from tests.bench.pictures import photograph
from tests.bench.samples import Sample
from tests.bench.scale import Scale
from tests.bench.stage import Stage, open_stage

_MORE_MIB = 30
_STEADY_MIB = 2.0
_LOOK_EVERY_S = 0.5
_WARM_UP = 20
_FIRST_POLL_S = 0.5
_AN_HOUR_OF_QUESTIONS = 7_200
"""At the provider's usual two requests per second."""


async def measure(scale: Scale, folder: Path) -> list[Figure]:
    """The same bot for the same time without and with them; every one is asked about again and again."""
    idle, _ = await _watch(scale, folder / "idle", waiting=0)
    busy, polls = await _watch(scale, folder / "busy", waiting=scale.waiting)
    half = len(busy) // 2
    early, late = Sample.of(busy[:half]), Sample.of(busy[half:])
    per_hour = (late.median - early.median) / (polls / 2) * _AN_HOUR_OF_QUESTIONS
    note = f"{polls:,} questions in {scale.watch_s:g} s; tokens dead, so that no progress is shown"
    return [
        within(
            f"memory with {scale.waiting:,} tasks upstream",
            "MiB",
            _MORE_MIB,
            ours=late,
            floor=Sample.of(idle),
            note=note,
        ),
        Figure(
            what="growth while they wait, per hour",
            unit="MiB",
            ours=Sample((per_hour,)),
            target=f"none (≤ {_STEADY_MIB:g} MiB)",
            met=per_hour <= _STEADY_MIB,
            note=(
                f"an hour has {_AN_HOUR_OF_QUESTIONS:,} questions at two per second: the difference between the halves"
                f" of the time, scaled to that many; the memory varied by {late.spread * late.median:.1f} MiB meanwhile"
            ),
        ),
    ]


async def _watch(scale: Scale, folder: Path, *, waiting: int) -> tuple[list[float], int]:
    """MiB of the whole tree, twice a second, and how many questions were asked meanwhile."""
    async with open_stage(photograph(10**6)) as stage:
        if waiting:
            await _fill(stage, folder, scale)
        async with ours(stage, folder, poll_s=_FIRST_POLL_S, DATABASE_URL=_url(folder), **_then_every(scale)) as pid:
            await crowd(stage, _WARM_UP, at_once=_WARM_UP)
            stage.forget()
            stage.vendors.magictiger.calls.clear()
            seen = await _look(pid, scale.watch_s)
            return seen, len(stage.vendors.magictiger.calls)


def _then_every(scale: Scale) -> dict[str, str]:
    """The people who come first are served by their first question; whoever waits is asked about rarely."""
    pace = {"POLL_FACTOR": "1000", "POLL_MAX_S": f"{scale.waiting_poll_s}"}
    return {f"PROVIDERS__MAGICTIGER__{name}": value for name, value in pace.items()}


async def _look(pid: int, seconds: float) -> list[float]:
    seen, ends = [], time.monotonic() + seconds
    while time.monotonic() < ends:
        seen.append(procfs.memory(pid).total / MIB)
        await asyncio.sleep(_LOOK_EVERY_S)
    return seen


def _url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder}/bench.db"


async def _fill(stage: Stage, folder: Path, scale: Scale) -> None:
    await asyncio.to_thread(folder.mkdir, parents=True)
    database = Database.open(_url(folder))
    try:
        await upgrade(database)
        ids = await add_waiting(database, scale.waiting, due_within_s=scale.waiting_poll_s)
    finally:
        await database.close()
    facts = Facts(width=100, height=100, size=1000, ext="png")
    for platform_id in ids:
        job = Job(platform_id=platform_id, own_id=None, tool="1", script=Script.NEVER_FINISH, state=JobState.RUNNING)
        task = Task(job=job, type=1, inputurl="http://127.0.0.1/x.png", facts=facts, created_at=datetime.now(UTC))
        stage.vendors.magictiger._register.add(task)
