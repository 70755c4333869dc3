"""A database as the first revision left it: a task in every state of then, its events and money, what servers set."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, insert, inspect, select

from bot.domain.ids import TaskId
from bot.domain.lifecycle import FINAL, UPSTREAM, Event, State, step_for
from storage import migrate
from storage.database import Database
from storage.rows import token_place
from storage.sealing import Sealer
from tests.storage.requests import GUILD, TOKEN, USER

PRICE = 3
HELD_AT = 1_789_473_600_000_000
SECOND = 1_000_000
PATHS: dict[State, tuple[Event, ...]] = {
    State.ACCEPTED: (),
    State.SUBMITTING: (Event.INTEND,),
    State.UNCERTAIN: (Event.INTEND, Event.LOSE),
    State.RUNNING: (Event.INTEND, Event.CONFIRM),
    State.FINISHED: (Event.INTEND, Event.CONFIRM, Event.FINISH),
    State.SAVED: (Event.INTEND, Event.CONFIRM, Event.FINISH, Event.SAVE),
    State.PARKED: (Event.INTEND, Event.CONFIRM, Event.FINISH, Event.SAVE, Event.PARK),
    State.DELIVERED: (Event.INTEND, Event.CONFIRM, Event.FINISH, Event.SAVE, Event.DELIVER),
    State.FAILED: (Event.REFUSE,),
    State.CANCELLED: (Event.CANCEL,),
    State.EXPIRED: (Event.EXPIRE,),
    State.REFUNDED: (Event.EXPIRE, Event.REFUND),
}
"""How the task of each state came there."""

Row = dict[str, Any]
Contents = dict[str, list[Row]]
"""By table, the rows in the order of their keys."""


def task_of(state: State) -> TaskId:
    return TaskId(f"task-{state}")


def interaction_of(state: State) -> int:
    return 1_500_000_000_000_000_000 + list(PATHS).index(state)


async def leave(database: Database, sealer: Sealer) -> None:
    """Bring an empty database to the first revision, and fill it."""
    async with database.transaction() as connection:
        await connection.run_sync(_upgrade_to_first)
        await connection.run_sync(_fill, sealer)


async def contents(database: Database) -> Contents:
    async with database.reading() as connection:
        return await connection.run_sync(_contents)


def _upgrade_to_first(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")


def _fill(connection: Connection, sealer: Sealer) -> None:
    tables = _tables(connection)
    for state, path in PATHS.items():
        connection.execute(insert(tables["tasks"]).values(_task(state, sealer)))
        for row in _events(state, path):
            connection.execute(insert(tables["events"]).values(row))
        for row in _entries(state):
            connection.execute(insert(tables["ledger"]).values(row))
    for name, row in _OTHERS.items():
        connection.execute(insert(tables[name]).values(row))


def _contents(connection: Connection) -> Contents:
    found: Contents = {}
    for name, table in _tables(connection).items():
        in_order = connection.execute(select(table).order_by(*table.primary_key))
        found[name] = [dict(row) for row in in_order.mappings()]
    return found


def _tables(connection: Connection) -> dict[str, Any]:
    metadata = MetaData()
    names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    metadata.reflect(connection, only=sorted(names))
    return dict(metadata.tables)


def _task(state: State, sealer: Sealer) -> Row:
    interaction, is_open = interaction_of(state), state not in FINAL
    return {
        "id": task_of(state),
        "state": state,
        "version": 1 + len(PATHS[state]),
        "tool": "enhance",
        "options": {"style": "portrait", "strength": 0.5},
        "guild_id": GUILD,
        "channel_id": 700,
        "user_id": USER,
        "interaction_id": interaction,
        "application_id": 1,
        "token_sealed": sealer.seal(token_place(interaction), TOKEN) if is_open else None,
        "token_expires_at": HELD_AT + 900 * SECOND,
        "file_limit": 10 * 2**20,
        "private": state is State.PARKED,
        "locale": "en-GB",
        "inputs": [_INPUT],
        "price": PRICE,
        "attempts": 1,
        "polls": 4,
        "memo": {"seen": 2},
        "created_at": HELD_AT,
        "deadline_at": HELD_AT + 86_400 * SECOND,
        "due_at": HELD_AT + 60 * SECOND if is_open else None,
        "purge_at": None if is_open else HELD_AT + 3600 * SECOND,
        **_progress(state),
    }


def _progress(state: State) -> Row:
    """What only some have."""
    row: Row = {"results": [_RESULT] if Event.FINISH in PATHS[state] else []}
    if Event.INTEND in PATHS[state]:
        row |= {"provider": "imgopen", "offer": "imgopen.enhance", "key_owner": "operator", "submitted_at": HELD_AT}
    if state in UPSTREAM:
        row |= {"upstream_id": f"upstream-{state}", "called_at": HELD_AT, "lease_owner": "us", "lease_until": HELD_AT}
    if state is State.FAILED:
        row |= {"failure": {"reason": "internal", "values": {}}}
    if state is State.DELIVERED:
        row |= {"message_id": 9, "reply_message_id": 8, "delivered_at": HELD_AT}
    return row


def _events(state: State, path: tuple[Event, ...]) -> list[Row]:
    source, rows = State.ACCEPTED, []
    for version, event in enumerate(path, start=2):
        step = step_for(source, event)
        assert step is not None
        moved = {"event": event, "source": source, "target": step.target}
        rows.append({"task_id": task_of(state), "version": version, "at": HELD_AT + version * SECOND, **moved})
        source = step.target
    assert source is state
    return rows


def _entries(state: State) -> list[Row]:
    whose = {"task_id": task_of(state), "guild_id": GUILD, "user_id": USER, "held_at": HELD_AT, "at": HELD_AT}
    hold = {"phase": "hold", "entry": "hold", "credits": PRICE, **whose}
    settled = {State.DELIVERED: ("capture", 0), State.REFUNDED: ("release", -PRICE)}
    if state not in settled:
        return [hold]
    entry, credits_ = settled[state]
    return [hold, {"phase": "settle", "entry": entry, "credits": credits_, **whose}]


_SHAPE = {"format": "PNG", "size_bytes": 100, "width": 64, "height": 48}
_INPUT = {
    "slot": "image",
    "url": "https://cdn.example/photo.png",
    "filename": "photo.png",
    "size_bytes": 100,
    "media": "an-input",
    "shape": _SHAPE,
}
_RESULT = {"url": "https://upstream.example/1.png", "expires_at": None, "media": "a-result", "shape": _SHAPE}
_OTHERS: dict[str, Row] = {
    "guilds": {"guild_id": GUILD, "limits": {"person_day": 10, "guild_month": None}},
    "keys": {
        "guild_id": GUILD,
        "provider": "imgopen",
        "sealed": "sealed",
        "last_four": "abcd",
        "put_by": USER,
        "put_at": HELD_AT,
    },
    "timings": {"offer": "imgopen.enhance", "mean_s": 12.25, "samples": 40},
    "circuits": {"provider": "imgopen", "failures": 2, "open_until": HELD_AT},
    "facts": {"name": "canary", "value": "sings"},
}
