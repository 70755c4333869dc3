from bot.domain.lifecycle import OPEN, Event, State
from storage.counts import count_by_state
from storage.database import Database
from tests.storage.books import Books


async def test_open_tasks_are_counted_by_state_and_states_without_any_are_0(database: Database, books: Books) -> None:
    await books.accept()
    await books.along(await books.accept(), Event.REFUSE)

    async with database.reading() as connection:
        counted = await count_by_state(connection)

    assert counted.keys() == OPEN
    assert {state: count for state, count in counted.items() if count} == {State.ACCEPTED: 1, State.FAILED: 1}
