"""Many rows at once, for what only shows where there are many."""

from itertools import count
from typing import Any

from sqlalchemy import Integer, String, cast, insert, literal, select

from bot.domain.tasks import Task
from storage.database import Database
from storage.schema import tasks

_interactions = count(-1, -10_000_000)


async def multiply(database: Database, task: Task, times: int, **columns: Any) -> None:
    """Add so many rows like the task's, but for these columns; their ids come before every other in the alphabet."""
    first = next(_interactions)
    numbers = select(literal(0, Integer).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < times - 1))
    values: dict[str, Any] = {
        "id": cast(numbers.c.n + -first, String).concat("-copy"),
        "command_id": first - numbers.c.n,
        "interaction_id": first - numbers.c.n,
        **{name: literal(value, tasks.c[name].type) for name, value in columns.items()},
    }
    chosen = [values.get(column.name, column).label(column.name) for column in tasks.c]
    copies = select(*chosen).join_from(tasks, numbers, literal(True)).where(tasks.c.id == task.id)
    async with database.transaction() as connection:
        await connection.execute(insert(tasks).from_select(list(tasks.c), copies))
