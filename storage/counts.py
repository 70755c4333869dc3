"""How many tasks there are, for whoever watches."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.lifecycle import OPEN, State
from storage.rows import is_open
from storage.schema import tasks


async def count_by_state(connection: AsyncConnection) -> Mapping[State, int]:
    """The open tasks in each open state, 0 included."""
    query = select(tasks.c.state, func.count()).where(is_open()).group_by(tasks.c.state)
    counted = {State(state): count for state, count in await connection.execute(query)}
    return {state: counted.get(state, 0) for state in State if state in OPEN}
