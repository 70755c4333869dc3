"""What must hold in the end, whoever did what."""

from collections.abc import Sequence

import obstore

from bot.domain.lifecycle import FINAL, State
from tests.faults.records import Row, read_ledger
from tests.media.places import bucket
from tests.processes.house import House
from tests.processes.orders import Order


async def all_delivered(house: House, orders: Sequence[Order], *, timeout_s: float = 30) -> list[Row]:
    """Each order was paid for once and answered by one message with its picture, and nothing else is left."""
    rows = await all_ended(house, len(orders), timeout_s=timeout_s)
    assert [row["state"] for row in rows] == [State.DELIVERED] * len(orders)
    assert sorted(house.paid()) == sorted(row["id"] for row in rows)
    channels = {order.channel for order in orders}
    answers = [message for channel in channels for message in house.discord.messages(channel)]
    promised = [order.conversation.message for order in orders]
    assert {message.id for message in answers} == {message.id for message in promised if message}
    assert len(answers) == len(orders)
    assert all(len(message.attachments) == 1 and "Cancel" not in message.buttons for message in answers)
    return rows


async def all_ended(house: House, count: int, *, timeout_s: float = 30) -> list[Row]:
    """So many tasks have ended, each settled once, and nothing is left but the pictures that are kept."""
    rows = await house.until(lambda rows: len(rows) == count and all(map(_is_over, rows)), timeout_s=timeout_s)
    left = ("lease_owner", "lease_until", "due_at", "token_sealed", "called_at")
    assert not [(row["id"], name) for row in rows for name in left if row[name] is not None]
    entries = await read_ledger(house.database)
    for row in rows:
        settled = "capture" if row["state"] == State.DELIVERED else "release"
        assert [entry["entry"] for entry in entries if entry["task_id"] == row["id"]] == ["hold", settled]
    assert await kept(house) == {entry["media"] for row in rows for entry in row["results"]} - {None}
    return rows


async def kept(house: House) -> set[str]:
    """The names in the bucket."""
    objects = bucket(house.bucket, house.folder).objects
    return {entry["path"] async for batch in obstore.list(objects) for entry in batch}


def _is_over(row: Row) -> bool:
    """Final, and the inputs were cleared away."""
    return row["state"] in FINAL and all(entry["media"] is None for entry in row["inputs"])
