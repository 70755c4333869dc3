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
from tests.bench.procfs import Memory
from tests.bench.samples import Sample, slope
from tests.bench.scale import Scale
from tests.bench.stage import Stage, open_stage

_WHAT = "memory with {:,} tasks upstream"
_MORE_MIB = 30
_NONE_MIB = 1.0
_STRETCHES = 6
_LOOK_EVERY_S = 0.5
_WARM_UP = 20
_FIRST_POLL_S = 0.5
_AN_HOUR_OF_QUESTIONS = 7_200
"""At the provider's usual two requests per second."""


async def measure(scale: Scale, folder: Path) -> list[Figure]:
    """The same bot without and with them; every one is asked about again and again."""
    idle, _ = await _watch(scale, folder / "idle", waiting=0, seconds=scale.watch_s / 4)
    busy, polls = await _watch(scale, folder / "busy", waiting=scale.waiting, seconds=scale.watch_s)
    settled = busy[len(busy) // 3 :]
    note = f"{polls:,} questions in {scale.watch_s:g} s; tokens dead, so that no progress is shown"
    held = within(_WHAT.format(scale.waiting), "MiB", _MORE_MIB, ours=_whole(settled), floor=_whole(idle), note=note)
    return [held, _growth(settled, polls / len(busy))]


def _whole(seen: list[Memory]) -> Sample:
    return Sample.of(memory.total / MIB for memory in seen)


def _growth(settled: list[Memory], polls_per_look: float) -> Figure:
    """From the slope over the medians of a few stretches of time: single looks waver with each batch of questions."""
    size = len(settled) // _STRETCHES
    held = [memory.anonymous / MIB for memory in settled]
    growth, error = slope([Sample.of(held[at * size :][:size]).median for at in range(_STRETCHES)])
    hour = _AN_HOUR_OF_QUESTIONS / (polls_per_look * size)
    per_hour, uncertain = growth * hour, 2 * error * hour
    return Figure(
        what="growth while they wait, per hour",
        unit="MiB",
        ours=Sample((per_hour,)),
        target=f"none (≤ {_NONE_MIB:g} MiB)",
        met=per_hour <= _NONE_MIB,
        note=(
            f"± {uncertain:.1f} MiB (two standard errors); what the processes have allocated themselves, from the slope"
            f" over the last two thirds of the time, scaled to the {_AN_HOUR_OF_QUESTIONS:,} questions that an hour has"
            " at the usual two per second"
        ),
    )


async def _watch(scale: Scale, folder: Path, *, waiting: int, seconds: float) -> tuple[list[Memory], int]:
    """The memory, twice a second, and how many questions were asked meanwhile."""
    async with open_stage(photograph(10**6)) as stage:
        if waiting:
            await _fill(stage, folder, scale)
        async with ours(stage, folder, poll_s=_FIRST_POLL_S, DATABASE_URL=_url(folder), **_then_every(scale)) as pid:
            await crowd(stage, _WARM_UP, at_once=_WARM_UP)
            stage.forget()
            stage.vendors.magictiger.calls.clear()
            seen = await _look(pid, seconds)
            return seen, len(stage.vendors.magictiger.calls)


def _then_every(scale: Scale) -> dict[str, str]:
    """The people who come first are served by their first question; whoever waits is asked about rarely."""
    pace = {"POLL_FACTOR": "1000", "POLL_MAX_S": f"{scale.waiting_poll_s}"}
    return {f"PROVIDERS__MAGICTIGER__{name}": value for name, value in pace.items()}


async def _look(pid: int, seconds: float) -> list[Memory]:
    seen, ends = list[Memory](), time.monotonic() + seconds
    while time.monotonic() < ends:
        seen.append(procfs.memory(pid))
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
