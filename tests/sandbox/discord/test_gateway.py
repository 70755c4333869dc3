"""The discord.py client keeps its session through everything that a gateway does."""

import asyncio

import discord
import pytest

from bot.sandbox.discord import Fault
from tests.sandbox.discord.bots import Bot, pointed_at, running
from tests.sandbox.discord.places import Place


class Sharded(discord.AutoShardedClient):
    """Two shards that say when both have their guilds."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), shard_count=2, guild_ready_timeout=0.05)
        self.complete = asyncio.Event()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """discord.py would sleep 5 s before the second shard's IDENTIFY."""

    async def on_ready(self) -> None:
        self.complete.set()


@pytest.fixture
async def echo(bot: Bot) -> Bot:
    @bot.tree.command(description="Answer")
    async def echo(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("here")

    return bot


async def _answers(place: Place) -> str:
    return (await (await place.ann.slash(place.channel, "echo")).answer()).content


@pytest.mark.parametrize("code", [1000, 1001, 4000, 4009])
async def test_the_client_resumes_after_a_close(place: Place, echo: Bot, code: int) -> None:
    async with running(echo, place.local):
        await place.local.close_gateways(code)
        await echo.hears("RESUMED")
        assert await _answers(place) == "here"


async def test_what_happened_while_the_client_was_away_is_sent_again(place: Place, echo: Bot) -> None:
    async with running(echo, place.local):
        await echo.hears("GUILD_CREATE")
        closing = asyncio.create_task(place.local.close_gateways(4000), name="closing")
        conversation = await place.ann.slash(place.channel, "echo")
        assert (await conversation.answer()).content == "here"
        await closing


async def test_op_7_makes_the_client_resume(place: Place, echo: Bot) -> None:
    async with running(echo, place.local):
        place.local.ask_reconnect()
        await echo.hears("RESUMED")
        assert await _answers(place) == "here"


async def test_a_resumable_op_9_makes_the_client_resume(place: Place, echo: Bot) -> None:
    async with running(echo, place.local):
        place.local.invalidate_sessions(resumable=True)
        await echo.hears("RESUMED")
        assert await _answers(place) == "here"


async def test_a_final_op_9_makes_the_client_identify(place: Place, echo: Bot) -> None:
    async with running(echo, place.local):
        await echo.hears("READY")
        place.local.invalidate_sessions(resumable=False)
        await echo.hears("READY")
        assert await _answers(place) == "here"


async def test_a_resume_may_lose_what_was_missed(place: Place, echo: Bot) -> None:
    place.local.faults.add(Fault(kind="resume_gap"))
    async with running(echo, place.local):
        await echo.hears("GUILD_CREATE")
        closing = asyncio.create_task(place.local.close_gateways(4000), name="closing")
        await asyncio.sleep(0)
        lost = await place.ann.slash(place.channel, "echo")
        await closing
        await echo.hears("RESUMED")
        assert await _answers(place) == "here"
    assert lost.acknowledged_after_ms is None


async def test_an_interaction_may_come_twice(place: Place, echo: Bot) -> None:
    async with running(echo, place.local):
        await _answers(place)
        place.local.repeat_last_interaction()
        await echo.hears("INTERACTION_CREATE")
        await echo.hears("INTERACTION_CREATE")


async def test_each_shard_of_a_client_has_its_guilds(place: Place) -> None:
    guilds = [place.guild.id]
    while len({guild_id >> 22 & 1 for guild_id in guilds}) == 1:
        place.wait(seconds=0.001)
        guilds.append(place.local.add_guild("Another").id)
    client = Sharded()
    with pointed_at(place.local):
        task = asyncio.create_task(client.start(place.local.token), name="sharded")
        async with asyncio.timeout(10):
            await client.complete.wait()
        await client.close()
        await task
    assert {guild.id: guild.shard_id for guild in client.guilds} == {
        guild_id: guild_id >> 22 & 1 for guild_id in guilds
    }


async def test_a_privileged_intent_that_was_not_granted_ends_the_client(place: Place) -> None:
    greedy = Bot(intents=discord.Intents(guilds=True, members=True))
    with pointed_at(place.local), pytest.raises(discord.PrivilegedIntentsRequired):
        await greedy.start(place.local.token)
    await greedy.close()
