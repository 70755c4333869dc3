"""Two gateway processes share the servers."""

import asyncio

import pytest

from bot.roles import Role
from bot.sandbox.discord import Guild
from bot.sandbox.discord.snowflakes import shard_of
from tests.journeys.trades import MAGICTIGER
from tests.processes.endings import all_delivered
from tests.processes.house import House
from tests.processes.orders import order

pytestmark = [pytest.mark.slow, pytest.mark.timeout(90)]

SHARES = ("0-0/2", "1-1/2")


async def test_each_gateway_hears_its_own_servers_only_and_every_command_is_answered_once(house: House) -> None:
    gateways = [await house.start(Role.GATEWAY, shards=share) for share in SHARES]
    await house.start(Role.WORKER)
    await house.open(gateways=2)

    guilds = [await server_of_shard(house, shard) for shard in (0, 1, 0, 1)]
    channels = [house.discord.add_channel(guild, "pictures") for guild in guilds]
    people = [house.discord.add_person("Ben", guild) for guild in guilds]
    orders = [
        await order(house, MAGICTIGER, channel=channel, person=person)
        for channel, person in zip(channels, people, strict=True)
    ]
    orders.append(await order(house, MAGICTIGER, channel=house.mia.dm))

    await all_delivered(house, orders)
    for shard, gateway in enumerate(gateways):
        mine = [guild for number, guild in enumerate(guilds) if number % 2 == shard]
        assert all(gateway.said("task accepted", str(guild.id)) == 1 for guild in mine)
        assert gateway.said("task accepted") == len(mine) + (1 if shard == 0 else 0)


async def server_of_shard(house: House, shard: int) -> Guild:
    """A new server; which shard it is on depends on the millisecond of its making."""
    while shard_of((guild := house.discord.add_guild()).id, len(SHARES)) != shard:  # noqa: ASYNC110 (only time helps)
        await asyncio.sleep(0.001)
    return guild
