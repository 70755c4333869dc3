"""Our own bot from start to end, where Discord is not there when it starts."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot import app
from bot.domain.clock import SystemClock
from bot.domain.errors import Misconfigured
from bot.media.settings import MediaSettings
from bot.sandbox.discord import Exchange, Fault, LocalDiscord
from bot.settings import Settings
from bot.ui.settings import DiscordSettings
from tests.sandbox.discord.bots import pointed_at

REFUSED = "refused-token"


class Knocks:
    """A bell that rings with the first request."""

    def __init__(self) -> None:
        self.first = asyncio.Event()

    def observe(self, _: Exchange) -> None:
        self.first.set()


@pytest.fixture
def knocks() -> Knocks:
    return Knocks()


@pytest.fixture
async def local(knocks: Knocks) -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord(clock=SystemClock(), observers=[knocks.observe]) as local:
        with pointed_at(local):
            yield local


@pytest.fixture(autouse=True)
def own_signals() -> Iterator[None]:
    """What SIGTERM and SIGINT do is put back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def settings(local: LocalDiscord, folder: Path, token: str = "") -> Settings:
    return Settings(
        discord=DiscordSettings(token=token or local.token, api_base=local.api_base, gateway=local.gateway_url),
        database_url=f"sqlite+aiosqlite:///{folder}/darkroom.db",
        secret_key_file=folder / "secret.keys",
        media=MediaSettings(dir=folder / "media"),
    )


async def test_a_discord_that_is_down_at_the_start_is_waited_for(local: LocalDiscord, tmp_path: Path) -> None:
    local.faults.add(Fault(kind="status", status=503, path_regex="^/users/@me$", times=2))
    stopping = asyncio.Event()
    with capture_logs() as logs:
        async with asyncio.TaskGroup() as group:
            group.create_task(app.run(settings(local, tmp_path), stopping=stopping), name="bot")
            await local.wait_for_commands("enhance", "faceswap")
            stopping.set()
    said = [line["event"] for line in logs]
    assert said.index("logged in") > said.index("cannot log in yet")
    assert said.count("cannot log in yet") == 2
    assert said[-1] == "stopped"


async def test_a_bot_that_waits_for_discord_ends_at_sigterm_and_has_begun_no_work(
    local: LocalDiscord, knocks: Knocks, tmp_path: Path
) -> None:
    local.faults.add(Fault(kind="status", status=503, path_regex="^/users/@me$", times=1000))
    with capture_logs() as logs:
        async with asyncio.TaskGroup() as group:
            group.create_task(app.run(settings(local, tmp_path)), name="bot")
            await knocks.first.wait()
            assert not {"worker", "dispatcher", "gateway"} & {task.get_name() for task in asyncio.all_tasks()}
            signal.raise_signal(signal.SIGTERM)
    assert logs[-1]["event"] == "stopped"


async def test_a_refused_token_ends_the_bot_at_once(local: LocalDiscord, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="DARKROOM_DISCORD__TOKEN"):
        await app.run(settings(local, tmp_path, REFUSED))


async def test_a_discord_that_never_answers_is_not_asked_for_a_name_for_ever(local: LocalDiscord) -> None:
    local.faults.add(Fault(kind="delay", path_regex="^/users/@me$", seconds=3600))
    asked = DiscordSettings(token=local.token, api_base=local.api_base, gateway=local.gateway_url)
    with pytest.raises(Misconfigured, match="cannot be reached"):
        await app.name_behind(asked, within_s=0.1)
