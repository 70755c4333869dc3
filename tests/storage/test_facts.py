from storage.database import Database
from storage.facts import recall, remember


async def test_a_fact_is_remembered_until_it_changes(database: Database) -> None:
    async with database.transaction() as connection:
        assert await recall(connection, "commands") is None
        await remember(connection, "commands", "one")
        await remember(connection, "other", "else")
    async with database.transaction() as connection:
        assert await recall(connection, "commands") == "one"
        await remember(connection, "commands", "two")
    async with database.reading() as connection:
        assert [await recall(connection, name) for name in ("commands", "other")] == ["two", "else"]
