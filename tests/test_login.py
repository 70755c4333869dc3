"""Into Discord, however long it takes, and out of it, whatever it does."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import repeat

import discord
import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.client import point_at
from bot.domain.clock import SystemClock
from bot.domain.errors import Misconfigured
from bot.login import leave, logged_in
from bot.sandbox.discord import Exchange, Fault, LocalDiscord
from bot.ui.settings import DiscordSettings
from tests.sandbox.discord.bots import pointed_at
from tests.upstreams.servers import serving, stay_silent

SECRET = "hushhush"
UNAVAILABLE = Fault(kind="status", status=503, path_regex="^/users/@me$", times=2)
TROUBLES = [
    UNAVAILABLE,
    Fault(kind="cloudflare_429", path_regex="^/users/@me$"),
    Fault(kind="reset", path_regex="^/users/@me$", times=2),
    Fault(kind="drop_before", path_regex="^/oauth2/applications/@me$", times=2),
]


class Visits:
    """Every client that was made, and a bell for every request."""

    def __init__(self) -> None:
        self.clients: list[discord.Client] = []
        self.requested = asyncio.Event()

    def make(self) -> discord.Client:
        self.clients.append(discord.Client(intents=discord.Intents(guilds=True)))
        return self.clients[-1]

    def observe(self, _: Exchange) -> None:
        self.requested.set()

    def closed(self) -> list[bool]:
        return [client.is_closed() for client in self.clients]


@pytest.fixture
def visits() -> Visits:
    return Visits()


@pytest.fixture
async def local(visits: Visits) -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord(clock=SystemClock(), observers=[visits.observe]) as local:
        with pointed_at(local):
            yield local


def settings(local: LocalDiscord, token: str = "") -> DiscordSettings:
    return DiscordSettings(token=SecretStr(token or local.token), api_base=local.api_base, gateway=local.gateway_url)


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda fault: fault.kind)
async def test_a_discord_in_trouble_is_tried_until_it_lets_us_in(
    local: LocalDiscord, visits: Visits, trouble: Fault
) -> None:
    local.faults.add(trouble)
    async with logged_in(visits.make, settings(local), asyncio.Event(), pauses=repeat(0)) as client:
        assert client is not None
        assert client.user is not None
    assert len(visits.clients) > 1


async def test_each_try_that_fails_is_one_line_that_names_the_pause(local: LocalDiscord, visits: Visits) -> None:
    local.faults.add(UNAVAILABLE)
    with capture_logs() as logs:
        async with logged_in(visits.make, settings(local), asyncio.Event(), pauses=iter([0.01, 0.02])):
            pass
    assert [(line["event"], line["again_s"]) for line in logs] == [
        ("cannot log in yet", 0.01),
        ("cannot log in yet", 0.02),
    ]


async def test_every_client_is_closed_and_the_last_one_only_at_the_end(local: LocalDiscord, visits: Visits) -> None:
    local.faults.add(UNAVAILABLE)
    async with logged_in(visits.make, settings(local), asyncio.Event(), pauses=repeat(0)):
        assert visits.closed() == [True, True, False]
    assert visits.closed() == [True, True, True]


async def test_a_refused_token_is_one_sentence_and_not_tried_again(local: LocalDiscord, visits: Visits) -> None:
    with pytest.raises(Misconfigured) as caught:
        async with logged_in(visits.make, settings(local, SECRET), asyncio.Event(), pauses=repeat(0)):
            pass
    assert caught.value.detail == "DARKROOM_DISCORD__TOKEN: Discord does not accept this token"
    assert visits.closed() == [True]


async def test_no_line_about_a_failed_try_tells_the_token(local: LocalDiscord, visits: Visits) -> None:
    local.faults.add(UNAVAILABLE)
    with capture_logs() as logs:
        async with logged_in(visits.make, settings(local), asyncio.Event(), pauses=repeat(0)):
            pass
    assert "Discord answered 503" in str(logs)
    assert local.token not in str(logs)


async def test_who_pauses_before_the_next_try_can_be_stopped(local: LocalDiscord, visits: Visits) -> None:
    local.faults.add(replace(UNAVAILABLE, times=1000))
    await stopped_after(visits.requested, visits, settings(local))


async def test_who_waits_for_discords_answer_can_be_stopped(local: LocalDiscord, visits: Visits) -> None:
    async with serving(stay_silent) as silent:
        hanging = DiscordSettings(token=SecretStr(local.token), api_base=silent.origin)
        point_at(hanging)
        await stopped_after(silent.asked, visits, hanging)


async def stopped_after(moment: asyncio.Event, visits: Visits, settings: DiscordSettings) -> None:
    """Who is stopped then gets no client, and leaves none open."""
    stopping = asyncio.Event()

    async def stop() -> None:
        await moment.wait()
        stopping.set()

    async with asyncio.TaskGroup() as group:
        group.create_task(stop(), name="stop")
        async with logged_in(visits.make, settings, stopping, pauses=repeat(3600)) as client:
            assert client is None
    assert visits.closed() == [True]


class Clinging(discord.Client):
    """Discord never says goodbye to it. It remembers a begun farewell as discord.py does."""

    async def close(self) -> None:
        if self._closing_task is None:
            self._closing_task = asyncio.create_task(self._linger(), name="closing")
        await self._closing_task

    async def _linger(self) -> None:
        await asyncio.Event().wait()


async def test_a_discord_that_does_not_let_go_is_left_with_one_line_and_no_error() -> None:
    client = Clinging(intents=discord.Intents.none())
    with capture_logs() as logs:
        await leave(client, within_s=0.01)
        await leave(client, within_s=0.01)
    assert [line["log_level"] for line in logs] == ["warning"]
