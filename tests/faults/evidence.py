"""All that can be known of a broken cell."""

import json
from collections.abc import Iterator

from bot.sandbox.discord import Message
from tests.faults.house import House
from tests.faults.life import kept
from tests.faults.records import read_ledger, read_tasks

_LINES = 30
_TRACE_LINES = 6


async def describe(house: House) -> str:
    """The log's last lines, the rows, the vendors' books, the pictures, and what Discord shows."""
    return "\n".join([*_log(house), *await _rows(house), *_vendors(house), *_messages(house)])


def _log(house: House) -> list[str]:
    lines = house.log.read_text().splitlines() if house.log.exists() else []
    return ["--- log", *map(_readable, lines[-_LINES:])]


def _readable(line: str) -> str:
    """A line of the log without what is the same in all of them; of a traceback the end."""
    try:
        entry = json.loads(line)
    except ValueError:
        return line
    time, _, event = entry.pop("timestamp"), entry.pop("logger"), entry.pop("event")
    trace = entry.pop("exception", "").splitlines()[-_TRACE_LINES:]
    return "\n".join([" ".join([time, event, *(f"{name}={value}" for name, value in entry.items())]), *trace])


async def _rows(house: House) -> list[str]:
    tasks = [{name: value for name, value in row.items() if value} for row in await read_tasks(house.database)]
    ledger = [f"{entry['entry']} {entry['credits']:+}" for entry in await read_ledger(house.database)]
    return ["--- row", *map(str, tasks), "--- ledger", *ledger, "--- pictures", *map(str, kept(house.pictures))]


def _vendors(house: House) -> Iterator[str]:
    for vendor in (house.stage.vendors.imgopen, house.stage.vendors.magictiger):
        yield f"--- {type(vendor).__name__}: {len(vendor.paid_tasks)} paid"
        yield from (f"{call.at:%X} {call.endpoint}" for call in vendor.calls)


def _messages(house: House) -> Iterator[str]:
    stage = house.stage
    for place, channel in (("channel", stage.channel), ("direct messages", stage.mia.dm)):
        yield f"--- {place}"
        yield from map(_line, stage.discord.messages(channel))


def _line(message: Message) -> str:
    private = "private " if message.ephemeral else ""
    return f"{private}{message.text!r} with {len(message.attachments)} files, buttons {message.buttons}"
