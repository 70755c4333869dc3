"""The bot as a process of its own on the stage of a journey, and what must hold of everything it leaves behind."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Table, select

from bot.domain.lifecycle import State
from bot.sandbox.bot_process import BotProcess, bot_process, environment
from bot.sandbox.discord import Message
from storage.database import Database
from storage.schema import ledger, tasks
from tests.journeys.fixture import Stage

_START_S = 45
_END_S = 30
_LOOK_EVERY_S = 0.02
_VENDOR = {"POLL_INITIAL_S": "0.05", "POLL_FACTOR": "1.2", "POLL_MAX_S": "0.2", "MAX_REQUESTS_PER_S": "1000"}
_ENGINE = {
    "LEASE_S": "1.5",
    "IDLE_MAX_S": "0.1",
    "RETRY_FIRST_S": "0.1",
    "RETRY_MAX_S": "0.3",
    "SETTLE_S": "0.2",
    "SWEEP_EVERY_S": "0.2",
}


@asynccontextmanager
async def process_runs(stage: Stage, **changes: str) -> AsyncIterator[BotProcess]:
    """`python -m bot run`, logged in; `changes` are variables without their prefix. It is stopped at the end."""
    settings = variables(stage) | {f"DARKROOM_{name}": value for name, value in changes.items()}
    async with bot_process(stage.folder, settings) as bot:
        starts = said(bot, "logged in") + 1
        await until(lambda: said(bot, "logged in") == starts or not bot.running, timeout_s=_START_S)
        await stage.discord.wait_for_commands("enhance", "faceswap", timeout_s=_START_S)
        yield bot


def variables(stage: Stage) -> dict[str, str]:
    """The sandbox's settings, with the patience of a test and the data where the stage looks for them."""
    return {
        **environment(stage.discord, stage.vendors),
        "DARKROOM_DATABASE_URL": f"sqlite+aiosqlite:///{stage.folder}/darkroom.db",
        "DARKROOM_SECRET_KEY_FILE": f"{stage.folder}/secret.keys",
        "DARKROOM_MEDIA__DIR": f"{stage.folder}/media",
        **{f"DARKROOM_PROVIDERS__MAGICTIGER__{name}": value for name, value in _VENDOR.items()},
        **{f"DARKROOM_PROVIDERS__IMGOPEN__PACE__{name}": value for name, value in _VENDOR.items()},
        **{f"DARKROOM_ENGINE__{name}": value for name, value in _ENGINE.items()},
    }


def said(bot: BotProcess, event: str) -> int:
    """How often this stands in the log of the process and of those before it."""
    return bot.log.read_text().count(f'"event": "{event}"')


async def until(holds: Callable[[], bool], *, timeout_s: float = 15) -> None:
    """Wait for what another process does, which rings no bell here."""
    async with asyncio.timeout(timeout_s):
        while not holds():  # noqa: ASYNC110 (another process sets no event of ours)
            await asyncio.sleep(_LOOK_EVERY_S)


async def delivered(stage: Stage) -> Message:
    """The one message with the picture, once the only task has ended well and nothing else is left of it."""
    await _ended(stage, State.DELIVERED, "capture")
    (message,) = stage.mia.sees(stage.channel)
    assert len(message.attachments) == 1
    return message


async def refunded(stage: Stage) -> Message:
    """The one message that explains, once the only task's credits are back and nothing else is left of it."""
    await _ended(stage, State.REFUNDED, "release")
    (message,) = stage.mia.sees(stage.channel)
    assert message.attachments == ()
    assert "Cancel" not in message.buttons
    assert "back" in message.content
    return message


def kept(stage: Stage) -> set[str]:
    """The pictures in the media store."""
    return {path.name for path in (stage.folder / "media").iterdir() if path.is_file()}


async def _ended(stage: Stage, state: State, settled: str) -> None:
    await stage.until_task(lambda task: task.state is state and _cleaned(task.inputs), timeout_s=_END_S)
    (row,) = await _rows(stage, tasks)
    assert (row["lease_owner"], row["lease_until"], row["due_at"], row["token_sealed"]) == (None, None, None, None)
    assert [entry["entry"] for entry in await _rows(stage, ledger)] == ["hold", settled]
    assert kept(stage) == {result["media"] for result in row["results"]} - {None}


def _cleaned(inputs: Any) -> bool:
    return all(entry.media is None for entry in inputs)


async def _rows(stage: Stage, table: Table) -> list[dict[str, Any]]:
    database = Database.open(f"sqlite+aiosqlite:///{stage.folder}/darkroom.db")
    try:
        async with database.reading() as connection:
            return [dict(row) for row in (await connection.execute(select(table))).mappings()]
    finally:
        await database.close()
