"""A round of claims and polls, beside a thousand and beside a million finished tasks."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.domain.lifecycle import State
from storage import leases
from storage.database import Database
from storage.migrate import upgrade
from storage.sealing import Sealer, new_key
from storage.tasks import Tasks, Waiting
from tests.bench.figures import Figure, at_most
from tests.bench.masses import add_finished, add_waiting
from tests.bench.samples import Sample
from tests.bench.scale import Scale
from tests.cluster import NotInstalled
from tests.postgres import postgres_server

_FEW = 1_000
_FACTOR = 1.2
_OPEN = 200
_AT_ONCE = 16
_LEASE = timedelta(seconds=30)
_ASK = frozenset({State.UNCERTAIN, State.RUNNING})
_LANES = (_ASK, frozenset({State.ACCEPTED, State.SUBMITTING}), frozenset({State.FINISHED, State.SAVED}))
_BLOCKS = 8


@dataclass(slots=True)
class _Beside:
    """A database with so many finished tasks, and the milliseconds that its rounds took."""

    database: Database
    rounds_ms: list[float] = field(default_factory=list)


async def sqlite(scale: Scale, folder: Path) -> list[Figure]:
    """On a file."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    urls = [f"sqlite+aiosqlite:///{folder}/{count}.db" for count in (_FEW, scale.finished)]
    return [await _compare("SQLite", scale, urls, "never analysed, as the bot leaves it")]


async def postgresql(scale: Scale, folder: Path) -> list[Figure]:  # noqa: ARG001 (a server has its own)
    """On a private server whose commits reach the disk."""
    try:
        with postgres_server(durable=True) as server, server.database() as few, server.database() as many:
            return [await _compare("PostgreSQL", scale, [few, many], "VACUUM ANALYZE after loading")]
    except NotInstalled as reason:
        return [Figure(what="claim and poll round, PostgreSQL", unit="ms", ours=None, note=f"not measured: {reason}")]


async def _compare(name: str, scale: Scale, urls: list[str], state: str) -> Figure:
    async with AsyncExitStack() as stack:
        few, many = [
            _Beside(await stack.enter_async_context(_filled(url, count)))
            for url, count in zip(urls, (_FEW, scale.finished), strict=True)
        ]
        rows = Tasks(Sealer([SecretStr(new_key())]))
        for _ in range(scale.rounds):
            for beside in (few, many):
                began = time.perf_counter()
                await _round(beside.database, rows)
                beside.rounds_ms.append(1e3 * (time.perf_counter() - began))
    what = f"claim and poll round beside {scale.finished:,} finished tasks, {name}"
    ours, floor = _medians(many.rounds_ms), _medians(few.rounds_ms)
    note = f"the floor is {_FEW:,}; {_AT_ONCE} of {_OPEN} open tasks; {state}"
    return at_most(what, "ms", _FACTOR, ours=ours, floor=floor, note=note)


@asynccontextmanager
async def _filled(url: str, finished: int) -> AsyncIterator[Database]:
    database = Database.open(url)
    try:
        await upgrade(database)
        await add_finished(database, finished)
        await add_waiting(database, _OPEN, due_within_s=0)
        if database.is_shared:
            engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
            async with engine.connect() as connection:
                await connection.exec_driver_sql("VACUUM ANALYZE tasks")
        yield database
    finally:
        await database.close()


async def _round(database: Database, rows: Tasks) -> None:
    """What the worker does for its questions: look when one is due, claim, and write back "still running"."""
    now = datetime.now(UTC)
    async with database.reading() as connection:
        await leases.next_due(connection, *_LANES)
    async with database.transaction() as connection:
        claimed = await leases.claim(
            connection, rows, owner="bench", states=_ASK, limit=_AT_ONCE, now=now, lease=_LEASE
        )
    if len(claimed) != _AT_ONCE:
        raise RuntimeError(f"{len(claimed)} tasks were due instead of {_AT_ONCE}")
    async with database.transaction() as connection:
        await rows.postpone(connection, [Waiting(task=task, due_at=now, memo=task.memo) for task in claimed])


def _medians(rounds_ms: list[float]) -> Sample:
    """One per block."""
    size = max(1, len(rounds_ms) // _BLOCKS)
    return Sample.of(
        Sample.of(rounds_ms[start : start + size]).median for start in range(0, len(rounds_ms) - size + 1, size)
    )
