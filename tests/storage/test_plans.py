"""However many tasks have ended, looking for work costs the same: only rows with something still to do are read."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, text

from bot.domain.ids import ProviderId
from bot.domain.lifecycle import OPEN, State
from bot.domain.tasks import KeyOwner, Task
from storage import leases
from storage.counts import count_by_state
from storage.database import Database, Transaction
from storage.tasks import Waiting, count_in_flight, count_open, position
from tests.storage.books import Books
from tests.storage.crowd import multiply
from tests.storage.requests import GUILD, HOUR, MINUTE, NOW, USER

ENDED, FEW = 20_000, 100
FEW_ROWS = ("due_at", "lease_until", "purge_at", "open_person")
ONE_ROW = ("(id=?)", "(command_id=?)")
NEEDLES = tuple(f"ix_tasks_{name} " for name in FEW_ROWS) + ONE_ROW
"""How SQLite may look for tasks."""
IMGOPEN, OFFERS = ProviderId("imgopen"), ("imgopen.roop", "imgopen.text2image")
TOOLS = ("enhance", "faceswap")

Ask = Callable[[Transaction], Awaitable[object]]
Statement = tuple[str, Any]


def questions(books: Books, task: Task) -> dict[str, Ask]:
    """Whatever is asked again and again, however little there is to do."""
    rows = books.tasks
    return {
        "next due": lambda c: leases.next_due(c, OPEN, frozenset({State.RUNNING})),
        "claim": lambda c: leases.claim(c, rows, owner="me", states=OPEN, limit=5, now=NOW, lease=MINUTE),
        "renew": lambda c: leases.renew(c, owner="me", held=[task.id], until=NOW),
        "release": lambda c: leases.release(c, owner="me", held=[task.id]),
        "call next": lambda c: leases.call_next(c, TOOLS, guild_id=GUILD, now=NOW),
        "call next of any guild": lambda c: leases.call_next(c, TOOLS, guild_id=None, now=NOW),
        "postpone": lambda c: rows.postpone(c, [Waiting(task=task, due_at=NOW, memo={})]),
        "ring": lambda c: rows.ring(c, task.id, now=NOW, upstream_id=None),
        "purgeable": lambda c: rows.purgeable(c, NOW, 10),
        "drop dead tokens": lambda c: rows.drop_dead_tokens(c, NOW + HOUR),
        "of interaction": lambda c: rows.of_interaction(c, task.reply.interaction_id),
        "position": lambda c: position(c, task),
        "count open": lambda c: count_open(c, GUILD, USER),
        "count in flight": lambda c: count_in_flight(c, IMGOPEN, KeyOwner.OPERATOR, GUILD, offers=OFFERS),
        "count in flight of a guild": lambda c: count_in_flight(c, IMGOPEN, KeyOwner.GUILD, GUILD, offers=OFFERS),
        "count by state": count_by_state,
    }


async def test_no_question_reads_tasks_that_have_ended(kind: str, database: Database, books: Books) -> None:
    ended, task = await books.accept(), await books.accept()
    await books.overwrite(ended.id, state=State.DELIVERED, due_at=None, token_sealed=None)
    await multiply(database, ended, ENDED)
    if kind == "postgresql":  # which plans by statistics; SQLite has none
        async with database.transaction() as connection:
            await connection.execute(text("ANALYZE tasks"))
    too_far = _walks_of_sqlite if kind == "sqlite" else _walks_of_postgres
    walks = {name: await too_far(database, ask) for name, ask in questions(books, task).items()}
    assert {name: found for name, found in walks.items() if found} == {}


async def _walks_of_sqlite(database: Database, ask: Ask) -> list[str]:
    """The steps of the plan that read the table through anything but a needle's eye."""
    plans = await _explained(database, ask, "EXPLAIN QUERY PLAN ")
    steps = [str(row[-1]) for plan in plans for row in plan]
    reading = [step for step in steps if " tasks" in step]
    assert reading
    return [step for step in reading if not any(needle in step for needle in NEEDLES)]


async def _walks_of_postgres(database: Database, ask: Ask) -> list[str]:
    """The steps that really read more than a few rows."""
    plans = await _explained(database, ask, "EXPLAIN (ANALYZE, FORMAT JSON) ")
    steps = [step for plan in plans for step in _steps(plan[0][0][0]["Plan"]) if step.get("Relation Name") == "tasks"]
    assert steps
    read = {f"{step['Node Type']} {step.get('Index Name')}": _rows_read(step) for step in steps}
    return [f"{step}: {rows} rows" for step, rows in read.items() if rows > FEW]


async def _explained(database: Database, ask: Ask, prefix: str) -> list[Sequence[Any]]:
    """The plans of all that is asked; nothing of it stays."""
    async with database.transaction() as connection:
        with _recorded(database) as statements:
            await ask(connection)
        await connection.rollback()
    plans = []
    for statement, parameters in statements:
        async with database.transaction() as connection:
            one = parameters[0] if isinstance(parameters, list) else parameters
            plans.append((await connection.exec_driver_sql(prefix + statement, one)).all())
            await connection.rollback()
    return plans


@contextmanager
def _recorded(database: Database) -> Iterator[list[Statement]]:
    statements: list[Statement] = []

    def record(_: Any, __: Any, statement: str, parameters: Any, ___: Any, ____: Any) -> None:
        if "tasks" in statement:
            statements.append((statement, parameters))

    event.listen(database.engine.sync_engine, "before_cursor_execute", record)
    try:
        yield statements
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", record)


def _steps(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield step
    for inner in step.get("Plans", ()):
        yield from _steps(inner)


def _rows_read(step: dict[str, Any]) -> int:
    removed = sum(count for name, count in step.items() if name.startswith("Rows Removed"))
    return int((step["Actual Rows"] + removed) * step["Actual Loops"])
