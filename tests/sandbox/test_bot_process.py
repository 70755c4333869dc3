"""The settings by which a bot lives in the sandbox."""

import socket
from collections.abc import AsyncIterator

import pytest

from bot.domain.clock import SystemClock
from bot.sandbox.bot_process import callbacks, environment, free_port, no_callbacks
from bot.sandbox.discord import LocalDiscord
from bot.sandbox.upstreams import LocalVendors, TintImaging
from bot.sandbox.upstreams.imgopen.tools import TOOLS
from bot.settings import load


@pytest.fixture
async def vendors() -> AsyncIterator[LocalVendors]:
    async with LocalVendors(clock=SystemClock(), imaging=TintImaging()) as vendors:
        yield vendors


async def test_the_bot_takes_the_settings_for_callbacks(vendors: LocalVendors, monkeypatch: pytest.MonkeyPatch) -> None:
    async with LocalDiscord(clock=SystemClock()) as discord:
        for name, value in {**environment(discord, vendors), **callbacks(vendors, 4711)}.items():
            monkeypatch.setenv(name, value)
        settings = load()

    assert (settings.public_url, settings.web.bind) == ("http://127.0.0.1:4711", "127.0.0.1:4711")
    assert settings.providers.imgopen.callback_tools == set(TOOLS)
    assert settings.providers.magictiger.callbacks
    assert settings.providers.magictiger.callback_md5_recipe == "body+token"


async def test_the_vendors_call_the_port_until_they_are_told_not_to(vendors: LocalVendors) -> None:
    before = (vendors.imgopen.config, vendors.magictiger.config)

    callbacks(vendors, 4711)
    assert vendors.magictiger.config.callback_url == "http://127.0.0.1:4711/callbacks/magictiger"
    assert vendors.imgopen.config.callback_tools == set(TOOLS)

    no_callbacks(vendors)
    assert (vendors.imgopen.config, vendors.magictiger.config) == before


def test_a_free_port_can_be_listened_at() -> None:
    with socket.create_server(("127.0.0.1", free_port())) as listener:
        assert listener.getsockname()[1] > 0
