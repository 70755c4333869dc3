"""discord.py with all its production URLs: nothing may depend on patched constants."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import discord
import pytest
import yarl
from discord import app_commands

from tests.sandbox.conformance.authority import certify
from tests.sandbox.conformance.front import EveryHostHere, tls_front
from tests.sandbox.conformance.stage import Stage, picture

pytestmark = pytest.mark.slow


class Client(discord.Client):
    def __init__(self, connector: aiohttp.BaseConnector) -> None:
        super().__init__(intents=discord.Intents(guilds=True), connector=connector)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(enhance)

    async def setup_hook(self) -> None:
        await self.tree.sync()


@app_commands.command(description="Enhance a picture")
async def enhance(interaction: discord.Interaction, image: discord.Attachment) -> None:
    await interaction.response.defer()
    file = discord.File(io.BytesIO(await image.read()), "out.png")
    await interaction.edit_original_response(content="done", attachments=[file])


@pytest.fixture
async def resolver(stage: Stage, tmp_path: Path) -> AsyncIterator[EveryHostHere]:
    contexts = certify(tmp_path)
    async with tls_front(yarl.URL(stage.local.url).port or 0, contexts.server) as port:
        resolver = EveryHostHere(port)
        client = Client(aiohttp.TCPConnector(resolver=resolver, ssl=contexts.client, limit=0))
        running = asyncio.create_task(client.start(stage.local.token), name="discord.py")
        await stage.local.wait_for_commands(enhance.name)
        yield resolver
        await client.close()
        await running


async def test_discord_py_answers_under_production_addresses(stage: Stage, resolver: EveryHostHere) -> None:
    message = await stage.enhance()
    assert [(file.filename, file.data) for file in message.attachments] == [("out.png", picture())]
    assert resolver.asked == {"discord.com", "gateway.discord.gg"}
