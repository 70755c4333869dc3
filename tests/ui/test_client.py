"""The client starts with everything, says what it no longer knows, and stops cleanly."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import discord
import pytest
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.client import DarkroomClient, cog_names, keep_payloads_out_of_logs, point_at
from bot.domain.clock import ShiftedClock
from bot.sandbox.discord import Exchange, Fault, LocalDiscord
from bot.ui.packing import Packer
from bot.ui.settings import DiscordSettings
from bot.ui.sync import fingerprint
from tests.ui.parts import Cutter, Desk, Memory, NoKeys
from tests.ui.stage import Stage, running


@pytest.fixture
def elsewhere() -> Iterator[None]:
    """discord.py's addresses, put back afterwards."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


def client_for(local: LocalDiscord, memory: Memory, studio: Desk | None = None) -> DarkroomClient:
    """A client with small parts."""
    studio = studio or Desk()
    settings = DiscordSettings(api_base=local.api_base, gateway=local.gateway_url)
    point_at(settings)
    packer = Packer(Cutter(), studio.tools)
    return DarkroomClient(settings, studio=studio, keyring=NoKeys(), packer=packer, memory=memory)


async def registrations(memory: Memory, *desks: Desk) -> list[int]:
    """How often commands were registered after each of several starts."""
    counts: list[int] = []
    puts: list[str] = []
    observe = lambda exchange: puts.append(exchange.path) if exchange.method == "PUT" else None  # noqa: E731
    async with LocalDiscord(clock=ShiftedClock(), observers=[observe]) as local:
        for desk in desks:
            async with client_for(local, memory, desk) as client:
                await client.login(local.token)
            counts.append(len(puts))
    return counts


@pytest.mark.usefixtures("elsewhere")
async def test_commands_are_registered_only_when_they_changed() -> None:
    fewer = Desk(Desk().tools[:1])
    assert await registrations(Memory(), Desk(), Desk(), fewer, fewer) == [1, 1, 2, 2]


async def test_another_application_is_another_fingerprint(stage: Stage) -> None:
    before = fingerprint(stage.client.tree)
    stage.client._connection.application_id = 1
    assert fingerprint(stage.client.tree) != before


@pytest.mark.usefixtures("elsewhere")
async def test_discords_daily_limit_does_not_stop_the_start_and_is_tried_again() -> None:
    memory = Memory()
    async with LocalDiscord(clock=ShiftedClock()) as local:
        local._backend.commands._creates[None, local._backend.commands.today()] = 200
        async with client_for(local, memory) as client:
            await client.login(local.token)
    assert memory.saved == []


@pytest.mark.usefixtures("elsewhere")
async def test_commands_that_discord_refuses_stop_the_start() -> None:
    async with LocalDiscord(clock=ShiftedClock()) as local, client_for(local, Memory()) as client:
        local.faults.add(Fault(kind="status", status=403, method="PUT"))
        with pytest.raises(discord.Forbidden):
            await client.login(local.token)


def test_every_module_of_the_cogs_is_found() -> None:
    files = {path.stem for path in Path("cogs").glob("[!_]*.py")}
    assert list(cog_names()) == sorted(f"cogs.{name}" for name in files)


@pytest.mark.usefixtures("elsewhere")
async def test_a_cog_that_does_not_load_stops_the_start() -> None:
    twice = Desk([*Desk().tools, *Desk().tools])
    async with LocalDiscord(clock=ShiftedClock()) as local, client_for(local, Memory(), twice) as client:
        with pytest.raises(commands.ExtensionFailed):
            await client.login(local.token)


async def test_it_keeps_neither_messages_nor_members(stage: Stage) -> None:
    assert stage.client.intents == discord.Intents(guilds=True)
    await stage.asks()
    assert list(stage.client.cached_messages) == []
    assert stage.client._connection.member_cache_flags == discord.MemberCacheFlags.none()


async def test_a_button_that_nobody_knows_any_more_is_answered(stage: Stage) -> None:
    button = discord.ui.Button[discord.ui.View](label="Spin", custom_id="an-older-version:spin")
    view = discord.ui.View()
    view.add_item(button)
    view.stop()
    await stage.client.get_partial_messageable(stage.channel.id).send("A relic", view=view)
    answer = await (await stage.ann.press(stage.posts()[-1], "Spin")).answer()
    assert (answer.text, answer.ephemeral) == (
        "This button is too old to work. Please run the command again.",
        True,
    )


def test_payloads_stay_out_of_debug_logs() -> None:
    keep_payloads_out_of_logs()
    for name in ("discord.gateway", "discord.http", "discord.webhook.async_"):
        assert not logging.getLogger(name).isEnabledFor(logging.DEBUG)


@pytest.mark.usefixtures("elsewhere")
async def test_closing_while_still_connecting_is_clean() -> None:
    connecting = asyncio.Event()

    def observe(exchange: Exchange) -> None:
        if exchange.path.endswith("/gateway/bot"):
            connecting.set()

    async with LocalDiscord(clock=ShiftedClock(), observers=[observe]) as local:
        local.faults.add(Fault(kind="no_hello"))
        client = client_for(local, Memory())
        task = asyncio.create_task(client.start(local.token), name="client")
        await asyncio.wait_for(connecting.wait(), 10)
        await client.close()
        await task


async def test_a_lost_gateway_connection_is_resumed(stage: Stage) -> None:
    await stage.local.close_gateways(4000)
    await stage.local.wait_for_gateway()
    _, task = await stage.asks()
    assert task.user_id == stage.ann.id


@pytest.mark.usefixtures("elsewhere")
def test_pointing_elsewhere_changes_rest_and_gateway() -> None:
    point_at(DiscordSettings(api_base="http://127.0.0.1:1/api/v10", gateway="ws://127.0.0.1:1/gateway"))
    assert Route("GET", "/users/@me").url == "http://127.0.0.1:1/api/v10/users/@me"
    assert str(DiscordWebSocket.DEFAULT_GATEWAY) == "ws://127.0.0.1:1/gateway"


@pytest.mark.usefixtures("elsewhere")
async def test_closing_ends_the_client_without_an_error() -> None:
    async with LocalDiscord(clock=ShiftedClock()) as local:
        client = client_for(local, Memory())
        async with running(client, local, DiscordSettings(api_base=local.api_base, gateway=local.gateway_url)):
            pass
    assert client.is_closed()
