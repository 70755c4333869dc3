"""The bot as a process of its own on the stage of a journey, and what must hold of everything it leaves behind."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.sandbox.bot_process import BotProcess, bot_process, environment
from tests.journeys.fixture import Stage

_START_S = 45
_LOOK_EVERY_S = 0.02


def variables(stage: Stage) -> dict[str, str]:
    """The sandbox's settings, with the patience of a test and its data where the stage looks for them."""
    vendor = {"POLL_INITIAL_S": "0.05", "POLL_FACTOR": "1.2", "POLL_MAX_S": "0.2", "MAX_REQUESTS_PER_S": "1000"}
    engine = {
        "LEASE_S": "1.5",
        "IDLE_MAX_S": "0.1",
        "RETRY_FIRST_S": "0.1",
        "RETRY_MAX_S": "0.3",
        "SETTLE_S": "0.2",
        "SWEEP_EVERY_S": "0.2",
    }
    return {
        **environment(stage.discord, stage.vendors),
        "DARKROOM_DATABASE_URL": f"sqlite+aiosqlite:///{stage.folder}/darkroom.db",
        "DARKROOM_SECRET_KEY_FILE": f"{stage.folder}/secret.keys",
        "DARKROOM_MEDIA__DIR": f"{stage.folder}/media",
        **{f"DARKROOM_PROVIDERS__MAGICTIGER__{name}": value for name, value in vendor.items()},
        **{f"DARKROOM_PROVIDERS__IMGOPEN__PACE__{name}": value for name, value in vendor.items()},
        **{f"DARKROOM_ENGINE__{name}": value for name, value in engine.items()},
    }


@asynccontextmanager
async def process_runs(stage: Stage, **changes: str) -> AsyncIterator[BotProcess]:
    """`python -m bot run`, logged in; `changes` are variables without their prefix. It is stopped at the end."""
    settings = variables(stage) | {f"DARKROOM_{name}": value for name, value in changes.items()}
    async with bot_process(stage.folder, settings) as bot:
        await until(lambda: starts(bot) == lines(bot, "logged in"), timeout_s=_START_S)
        await stage.discord.wait_for_commands("enhance", "faceswap", timeout_s=_START_S)
        yield bot


async def until(holds: Callable[[], bool], *, timeout_s: float = 15) -> None:
    """Wait for something that another process does and that rings no bell here."""
    async with asyncio.timeout(timeout_s):
        while not holds():
            await asyncio.sleep(_LOOK_EVERY_S)
