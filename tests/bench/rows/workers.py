"""Two workers on PostgreSQL against one."""

import json
import os
import time
from contextlib import AsyncExitStack
from pathlib import Path

from storage.sealing import new_key
from tests.bench import procfs
from tests.bench.contenders import ours
from tests.bench.crowd import crowd
from tests.bench.figures import Figure
from tests.bench.pictures import photograph
from tests.bench.samples import Sample
from tests.bench.scale import Scale
from tests.bench.stage import open_stage
from tests.cluster import NotInstalled
from tests.postgres import Server, postgres_server

_POLL_S = 0.5
_AT_ONCE = 32
_FACTOR = 1.7
_WHAT = "finished tasks with two workers, PostgreSQL"


async def measure(scale: Scale, folder: Path) -> list[Figure]:
    """A gateway process and one worker, then two."""
    try:
        with postgres_server(durable=True) as server:
            (one, one_busy), (two, two_busy) = [
                await _speed(server, folder / f"workers-{count}", scale.shared_tasks, workers=count) for count in (1, 2)
            ]
    except NotInstalled as reason:
        return [Figure(what=_WHAT, unit="1/s", ours=None, note=f"not measured: {reason}")]
    cores = os.cpu_count() or 1
    note = (
        f"the floor is one worker; the machine has {cores} cores, of which gateway and workers used {one_busy:.1f}"
        f" with one and {two_busy:.1f} with two, beside the sandbox and the database"
    )
    met = two >= _FACTOR * one
    target = f"≥ {_FACTOR:g} x one worker"
    return [
        Figure(what=_WHAT, unit="1/s", ours=Sample((two,)), floor=Sample((one,)), target=target, met=met, note=note)
    ]


async def _speed(server: Server, folder: Path, tasks: int, *, workers: int) -> tuple[float, float]:
    """Tasks per second, and how many cores our processes kept busy."""
    async with AsyncExitStack() as stack:
        stage = await stack.enter_async_context(open_stage(photograph(10**6), processing_s=(0.2, 0.4)))
        shared = {"DATABASE_URL": stack.enter_context(server.database()), "SECRET_KEYS": json.dumps([new_key()])}
        pids = []
        for number, role in enumerate(["gateway", *["worker"] * workers]):
            process = ours(stage, folder, poll_s=_POLL_S, role=role, name=f"{role}-{number}", **shared)
            pids.append(await stack.enter_async_context(process))
        await crowd(stage, _AT_ONCE, at_once=_AT_ONCE)
        used, began = sum(procfs.cpu(pid).total_s for pid in pids), time.perf_counter()
        await crowd(stage, tasks, at_once=_AT_ONCE)
        took = time.perf_counter() - began
        return tasks / took, (sum(procfs.cpu(pid).total_s for pid in pids) - used) / took
