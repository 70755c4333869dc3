"""The world around the bots of one cell."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.domain.lifecycle import State
from bot.sandbox.bot_process import callbacks, free_port
from bot.sandbox.discord import LocalDiscord
from bot.sandbox.upstreams import ImgOpenConfig, LocalVendors, MagicTigerConfig, TintImaging
from bot.settings import Settings
from storage.database import Database
from tests.faults.clock import SharedClock
from tests.faults.records import Row, read_tasks
from tests.journeys.fixture import Stage

_QUICK_S = 0.05
_LOOK_EVERY_S = 0.05
_HASTE = 0.5
"""Of a vendor's second and third try to call: there is a bot to hear them."""
_LONG_S = 7200
"""Longer than a token lives: what is not about a deadline meets none."""
POLLS = {
    "poll_initial_s": 0.05,
    "poll_factor": 1.2,
    "poll_max_s": 0.2,
    "poll_safety_s": 3,
    "poll_deadline_s": _LONG_S,
    "max_requests_per_s": 1000,
}
_ENGINE = {
    "agree_from": None,
    "lease_s": 3,
    "idle_max_s": 0.1,
    "retry_first_s": 0.1,
    "retry_max_s": 0.3,
    "settle_s": 0.2,
    "sweep_every_s": 0.2,
    "fetch_attempts": 2,
    "submit_deadline_s": _LONG_S,
    "fetch_deadline_s": _LONG_S,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """`stage` has Discord, the vendors, their clock and the people; `log` has the lines of both bots."""

    stage: Stage
    database: Database
    settings: Settings
    clock_file: Path
    log: Path

    @property
    def pictures(self) -> Path:
        """The folder of the media store."""
        return self.settings.media.dir

    async def task(self) -> Row | None:
        """The one task's row, if there is one. Raises ValueError where there are more."""
        rows = await read_tasks(self.database)
        if len(rows) > 1:
            raise ValueError(f"{len(rows)} tasks")
        return rows[0] if rows else None

    async def until(self, fits: Callable[[Row], bool]) -> Row:
        """The task's row as soon as it fits. The database rings no bell for a reader: it is asked now and then."""
        while (row := await self.task()) is None or not fits(row):  # noqa: ASYNC110 (as said)
            await asyncio.sleep(_LOOK_EVERY_S)
        return row

    async def until_in(self, state: State) -> Row:
        """The task's row as soon as it is in that state."""
        return await self.until(lambda row: row["state"] == state)


@asynccontextmanager
async def open_house(folder: Path, url: str, changes: Mapping[str, Any], *, calls_back: bool) -> AsyncIterator[House]:
    """A house with one person, Mia; no bot lives in it yet. `calls_back`: the vendors will call the bots."""
    clock_file = folder / "clock"
    clock = SharedClock(clock_file)
    async with AsyncExitStack() as stack:
        discord = await stack.enter_async_context(LocalDiscord(clock=clock))
        vendors = await stack.enter_async_context(LocalVendors(clock=clock, imaging=TintImaging()))
        vendors.imgopen.config = ImgOpenConfig(processing_s=_QUICK_S, training_s=_QUICK_S)
        vendors.magictiger.config = MagicTigerConfig(processing_s=_QUICK_S)
        database = Database.open(url)
        stack.push_async_callback(database.close)
        guild = discord.add_guild("Darkroom")
        stage = Stage(
            discord=discord,
            vendors=vendors,
            clock=clock,
            guild=guild,
            channel=discord.add_channel(guild, "pictures"),
            mia=discord.add_person("Mia", guild),
            folder=folder,
        )
        settings = _settings(stage, url)
        for name, value in {**(_callbacks(vendors) if calls_back else {}), **changes}.items():
            _change(settings, name, value)
        yield House(
            stage=stage,
            database=database,
            settings=Settings(**settings),
            clock_file=clock_file,
            log=folder / "bot.log",
        )


def _settings(stage: Stage, url: str) -> dict[str, Any]:
    discord, imgopen, magictiger = stage.discord, stage.vendors.imgopen, stage.vendors.magictiger
    return {
        "discord": {"token": discord.token, "api_base": discord.api_base, "gateway": discord.gateway_url},
        "database_url": url,
        "secret_key_file": stage.folder / "secret.keys",
        "media": {"dir": stage.folder / "media", "allow_private_networks": True},
        "providers": {
            "imgopen": {
                "base_url": imgopen.base_url,
                "access_key_id": imgopen.access_key_id,
                "access_key_secret": imgopen.access_key_secret,
                "pace": dict(POLLS),
                "submit_timeout_s": 2,
                "call_timeout_s": 2,
            },
            "magictiger": {
                "base_url": magictiger.base_url,
                "api_token": magictiger.api_token,
                "enhance_types": {"enhance": 1},
                "create_timeout_s": 2,
                "call_timeout_s": 2,
                **POLLS,
            },
        },
        "engine": dict(_ENGINE),
        "log": {"format": "json"},
    }


def _callbacks(vendors: LocalVendors) -> dict[str, Any]:
    """The settings of a bot that vendors call, and vendors that soon try again where none lives."""
    port = free_port()
    callbacks(vendors, port)
    vendors.imgopen.config = replace(vendors.imgopen.config, callback_time_scale=_HASTE)
    vendors.magictiger.config = replace(vendors.magictiger.config, callback_time_scale=_HASTE)
    return {
        "public_url": f"http://127.0.0.1:{port}",
        "web": {"bind": f"127.0.0.1:{port}"},
        "providers.imgopen.callback_tools": vendors.imgopen.config.callback_tools,
        "providers.magictiger.callbacks": True,
        "providers.magictiger.callback_md5_recipe": vendors.magictiger.config.callback_md5_recipe,
    }


def _change(settings: dict[str, Any], name: str, value: Any) -> None:
    *parents, last = name.split(".")
    for parent in parents:
        settings = settings[parent]
    settings[last] = value
