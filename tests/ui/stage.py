"""The real client on a local Discord, with the parts behind it within reach."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.client import DarkroomClient, point_at
from bot.domain.clock import ShiftedClock
from bot.domain.tasks import Task
from bot.engine.keyring import Keyring
from bot.sandbox.discord import Channel, Conversation, Exchange, Guild, LocalDiscord, Message, Person, Upload
from bot.sandbox.discord.flags import ORDINARY_MEMBER
from bot.ui.delivery import DiscordDelivery
from bot.ui.packing import Packer
from bot.ui.settings import DiscordSettings
from tests.sandbox.discord.bots import png
from tests.ui.parts import Copier, Cutter, Desk, Memory, NoKeys, task_from

_MANAGER = ORDINARY_MEMBER | discord.Permissions(manage_guild=True, manage_messages=True).value
COMMANDS = ("enhance", "faceswap", "quota", "tasks", "keys", "settings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    local: LocalDiscord
    clock: ShiftedClock
    guild: Guild
    channel: Channel
    ann: Person
    bob: Person
    boss: Person
    client: DarkroomClient
    studio: Desk
    fitter: Cutter
    memory: Memory
    delivery: DiscordDelivery

    def wait(self, **by: float) -> None:
        """Let logical time pass."""
        self.clock.shift(timedelta(**by))

    async def asks(self, *, channel: Channel | None = None, private: bool = False) -> tuple[Conversation, Task]:
        """Ann asks for a picture; her conversation, and the row that the engine would make of it."""
        image = Upload("cat.png", png())
        conversation = await self.ann.slash(channel or self.channel, "enhance", image=image, private=private)
        request = await asyncio.wait_for(self.studio.requests.get(), 10)
        task = task_from(request)
        self.studio.kept.append(task)
        return conversation, task

    def offer_to_everybody(self, command: str) -> None:
        """As an admin may: show a command to members from whom its default permissions hide it."""
        stored = self.local._backend.commands.named(None, command, kind=1)
        assert stored is not None
        stored["default_member_permissions"] = None

    async def until_gone(self, message: Message) -> None:
        """Until nobody can see a message any more."""
        messages = self.local._backend.world.messages
        await self.local._backend.signal.until(
            lambda: message.id not in messages or None, timeout_s=10, what="the message to go"
        )

    def posts(self, channel: Channel | None = None) -> list[Message]:
        """What everybody can see in a channel."""
        return [message for message in self.local.messages(channel or self.channel) if not message.ephemeral]


@asynccontextmanager
async def open_stage(
    keyring: Keyring | None = None, *, observers: Sequence[Callable[[Exchange], None]] = ()
) -> AsyncIterator[Stage]:
    """Ann and Bob in a guild, Boss who manages it, and the client connected with its commands registered."""
    clock = ShiftedClock()
    async with LocalDiscord(clock=clock, observers=observers) as local:
        guild = local.add_guild()
        channel = local.add_channel(guild)
        studio, fitter, memory = Desk(), Cutter(), Memory()
        packer = Packer(fitter, studio.tools)
        settings = DiscordSettings(api_base=local.api_base, gateway=local.gateway_url)
        client = DarkroomClient(settings, studio=studio, keyring=keyring or NoKeys(), packer=packer, memory=memory)
        delivery = DiscordDelivery(packer=packer, sheets=Copier(), clock=clock)
        async with running(client, local, settings):
            delivery.connect(client)
            yield Stage(
                local=local,
                clock=clock,
                guild=guild,
                channel=channel,
                ann=local.add_person("Ann", guild),
                bob=local.add_person("Bob", guild),
                boss=local.add_person("Boss", guild, permissions=_MANAGER),
                client=client,
                studio=studio,
                fitter=fitter,
                memory=memory,
                delivery=delivery,
            )


@asynccontextmanager
async def running(client: DarkroomClient, local: LocalDiscord, settings: DiscordSettings) -> AsyncIterator[None]:
    """The client, connected; closed as SIGTERM closes it."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    point_at(settings)
    task = asyncio.create_task(client.start(local.token), name="client")
    try:
        await local.wait_for_commands(*COMMANDS)
        yield
    finally:
        await client.close()
        await asyncio.wait({task})
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
    await task
