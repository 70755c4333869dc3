"""The two that are measured, each as processes of their own on a stage of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.bot_process import callbacks, environment, free_port
from tests.bench.floor import PREFIX
from tests.bench.stage import Stage, open_stage

_START_S = 60
_STOP_S = 30
_LOOK_EVERY_S = 0.05
_UNLIMITED = "100000"
_OURS = "DARKROOM_"
_REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A process and the stage that it plays on."""

    stage: Stage
    pid: int


@asynccontextmanager
async def duel(
    folder: Path, *, picture: bytes, processing_s: tuple[float, float], poll_s: float, called_back: bool = False
) -> AsyncIterator[tuple[Contender, Contender]]:
    """The floor and ours, both running, each in a world of its own. `called_back`: the vendor reports to ours."""
    async with AsyncExitStack() as stack:
        below = await stack.enter_async_context(open_stage(picture, processing_s=processing_s))
        above = await stack.enter_async_context(open_stage(picture, processing_s=processing_s))
        changes = callbacks(above.vendors, free_port()) if called_back else {}
        floor_pid = await stack.enter_async_context(floor(below, folder / "floor", poll_s=poll_s))
        pid = await stack.enter_async_context(ours(above, folder / "ours", poll_s=poll_s, **changes))
        yield Contender(stage=below, pid=floor_pid), Contender(stage=above, pid=pid)


@asynccontextmanager
async def floor(stage: Stage, folder: Path, *, poll_s: float) -> AsyncIterator[int]:
    """The process id of the floor, which is logged in and has registered its command."""
    variables = {
        "TOKEN": stage.discord.token,
        "API_BASE": stage.discord.api_base,
        "GATEWAY": stage.discord.gateway_url,
        "VENDOR": stage.vendors.magictiger.base_url,
        "VENDOR_TOKEN": stage.vendors.magictiger.api_token,
        "POLL_EVERY_S": str(poll_s),
    }
    given = {PREFIX + name: value for name, value in variables.items()}
    async with _process(folder, "floor", ["-m", "tests.bench.floor"], given) as process:
        await stage.discord.wait_for_commands("enhance", timeout_s=_START_S)
        yield process.pid


@asynccontextmanager
async def ours(
    stage: Stage, folder: Path, *, poll_s: float, role: str = "all", name: str = "ours", **changes: str
) -> AsyncIterator[int]:
    """The process id of our bot, which is logged in; `changes` are variables, with or without their prefix.

    The limits that the floor does not have are lifted; everything else is as it comes. Processes with the same `folder`
    share its data.
    """
    given = environment(stage.discord, stage.vendors) | _limits(poll_s) | changes
    prefixed = {_OURS + variable.removeprefix(_OURS): value for variable, value in given.items()}
    async with _process(folder, name, ["-m", "bot", "run", "--role", role], prefixed) as process:
        await _says(process, folder / f"{name}.log", '"event": "logged in"')
        if role in {"all", "gateway"}:
            await stage.discord.wait_for_commands("enhance", timeout_s=_START_S)
        yield process.pid


def _limits(poll_s: float) -> dict[str, str]:
    vendor = {
        "POLL_INITIAL_S": str(poll_s),
        "POLL_FACTOR": "1",
        "POLL_MAX_S": str(poll_s),
        "MAX_REQUESTS_PER_S": _UNLIMITED,
        "MAX_IN_FLIGHT": _UNLIMITED,
    }
    return {f"PROVIDERS__MAGICTIGER__{name}": value for name, value in vendor.items()} | {
        "QUOTA__PERSON_DAY": "",
        "QUOTA__PERSON_MONTH": "",
        "ENGINE__OPEN_TASKS_PER_PERSON": _UNLIMITED,
        "MEDIA__MAX_BYTES_ON_DISK": "100GiB",
    }


@asynccontextmanager
async def _process(
    folder: Path, name: str, arguments: list[str], variables: Mapping[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith((_OURS, PREFIX))}
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    with (folder / f"{name}.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            cwd=folder,
            env={**inherited, "PYTHONPATH": str(_REPOSITORY), **variables},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        yield process
    finally:
        await _stop(process)


async def _says(process: asyncio.subprocess.Process, log: Path, words: str) -> None:
    """Until it stands in the log. Raises RuntimeError with the log's end where the process ends first."""
    async with asyncio.timeout(_START_S):
        while words not in (said := await asyncio.to_thread(log.read_text)):
            if process.returncode is not None:
                raise RuntimeError(f"the process ended with {process.returncode}: {said[-2000:]}")
            await asyncio.sleep(_LOOK_EVERY_S)


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
    try:
        async with asyncio.timeout(_STOP_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
