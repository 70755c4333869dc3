"""Finished tasks per second, what one costs, and what a thousand leave behind."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import procfs
from tests.bench.contenders import Contender, duel
from tests.bench.crowd import crowd
from tests.bench.figures import MIB, Figure, at_least, within
from tests.bench.pictures import photograph
from tests.bench.procfs import Memory, Usage
from tests.bench.samples import Sample
from tests.bench.scale import Scale

_AT_ONCE = 32
_SHARE = 0.6
_MORE_MIB = 60


@dataclass(slots=True)
class _Run:
    """What a contender's blocks took."""

    seconds: list[float] = field(default_factory=list)
    usages: list[Usage] = field(default_factory=list)
    sandbox_s: list[float] = field(default_factory=list)
    memory: Memory | None = None


async def measure(scale: Scale, folder: Path) -> list[Figure]:
    """Blocks of tasks, 32 under way, by turns at the floor and at ours; memory at the end."""
    size = scale.tasks // scale.blocks
    runs = (_Run(), _Run())
    async with duel(folder, picture=photograph(10**6), processing_s=(0.2, 0.4), poll_s=0.5) as both:
        for _ in range(scale.blocks):
            for run, contender in zip(runs, both, strict=True):
                await _block(run, contender, size)
        for run, contender in zip(runs, both, strict=True):
            run.memory = procfs.memory(contender.pid)
    return [*_speed(*runs, size), _memory(*runs, scale.tasks)]


async def _block(run: _Run, contender: Contender, size: int) -> None:
    used, began, own = procfs.cpu(contender.pid), time.perf_counter(), time.process_time()
    await crowd(contender.stage, size, at_once=_AT_ONCE)
    run.seconds.append(time.perf_counter() - began)
    run.usages.append(procfs.cpu(contender.pid).since(used))
    run.sandbox_s.append(time.process_time() - own)
    contender.stage.forget()


def _speed(floor: _Run, ours: _Run, size: int) -> list[Figure]:
    done, floor_done = (Sample.of(size / seconds for seconds in run.seconds) for run in (ours, floor))
    cost, floor_cost = (Sample.of(1e3 * usage.total_s / size for usage in run.usages) for run in (ours, floor))
    sandbox = Sample.of(1e3 * seconds / size for seconds in ours.sandbox_s).median
    main = Sample.of(1e3 * usage.main_s / size for usage in ours.usages).median
    workers = Sample.of(1e3 * usage.workers_s / size for usage in ours.usages).median
    return [
        at_least(
            "finished tasks",
            "1/s",
            _SHARE,
            ours=done,
            floor=floor_done,
            note=f"{_AT_ONCE} under way; the sandbox takes {sandbox:.0f} ms of CPU per task",
        ),
        Figure(
            what="CPU per task",
            unit="ms",
            ours=cost,
            floor=floor_cost,
            target=f"floor ≥ {_SHARE:g} x ours",
            met=floor_cost.median >= _SHARE * cost.median,
            note=f"main process {main:.0f} ms, worker processes {workers:.0f} ms: the floor looks into no picture",
        ),
    ]


def _memory(floor: _Run, ours: _Run, tasks: int) -> Figure:
    if floor.memory is None or ours.memory is None:
        raise RuntimeError("the memory was not measured")
    held, floor_held = (Sample((memory.total / MIB,)) for memory in (ours.memory, floor.memory))
    note = f"proportional set size; of ours the main process has {ours.memory.main / MIB:.0f} MiB"
    return within(f"memory after {tasks:,} tasks", "MiB", _MORE_MIB, ours=held, floor=floor_held, note=note)
