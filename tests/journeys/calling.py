"""A bot that vendors can call and fetch from, what it counts of their calls, and callers of our own."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from bot.domain.lifecycle import State
from bot.domain.tasks import Task
from bot.sandbox.bot_process import callbacks, free_port
from bot.sandbox.upstreams.imgopen.tools import TOOLS
from bot.web.settings import WebSettings
from tests.journeys.fixture import Stage
from tests.journeys.trades import Trade

SAFETY = timedelta(seconds=70)
"""Longer than any pause between two questions to a vendor that calls back."""


def listening(stage: Stage) -> dict[str, Any]:
    """The settings of a bot that vendors can call, at a free port; `call_back` tells them to."""
    port = free_port()
    providers = stage.settings["providers"]
    magictiger = {"callbacks": True, "callback_md5_recipe": stage.vendors.magictiger.config.callback_md5_recipe}
    return {
        "public_url": f"http://127.0.0.1:{port}",
        "web": WebSettings(bind=f"127.0.0.1:{port}"),
        "providers": providers.model_copy(
            update={
                "imgopen": providers.imgopen.model_copy(update={"callback_tools": frozenset(TOOLS)}),
                "magictiger": providers.magictiger.model_copy(update=magictiger),
            }
        ),
    }


def call_back(stage: Stage) -> None:
    """Let the vendors, as they are configured now, call the bot back."""
    callbacks(stage.vendors, int(stage.settings["public_url"].rpartition(":")[2]))


async def counted(stage: Stage) -> Counter[str]:
    """What the bot's `/metrics` say of all callbacks so far, by verdict."""
    async with ClientSession() as session, session.get(f"{stage.settings['public_url']}/metrics") as response:
        text = await response.text()
    verdicts: Counter[str] = Counter()
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            if sample.name == "darkroom_callbacks_total":
                verdicts[sample.labels["verdict"]] += int(sample.value)
    return verdicts


async def call(url: str, body: Mapping[str, Any]) -> int:
    """Call the bot as whoever knows the address can; the status of its answer."""
    async with ClientSession() as session, session.post(url, json=body) as response:
        return response.status


async def waits_upstream(stage: Stage, trade: Trade) -> Task:
    """Mia's latest task, once the vendor has it and has called about it as often as it will."""
    await stage.until_task(lambda task: task.state is State.RUNNING)
    await trade.vendor(stage).callbacks_done()
    return (await stage.tasks())[0]


async def comes_to_rest(stage: Stage) -> Task:
    """Mia's latest task, once it was delivered and its inputs were removed."""
    return await stage.until_task(
        lambda task: task.state is State.DELIVERED and all(entry.media is None for entry in task.inputs)
    )


@asynccontextmanager
async def trap() -> AsyncIterator[tuple[str, list[str]]]:
    """An address that nobody should ask, and the callers who did."""
    callers: list[str] = []

    def enter(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        callers.append(str(writer.get_extra_info("peername")))
        writer.close()

    async with await asyncio.start_server(enter, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        yield f"http://{host}:{port}/internal", callers
