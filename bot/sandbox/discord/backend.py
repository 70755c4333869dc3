"""The parts of the local Discord, put together once."""

from dataclasses import dataclass, field

from bot.domain.clock import Clock
from bot.sandbox.discord.commands import CommandStore
from bot.sandbox.discord.faults import Faults
from bot.sandbox.discord.gateway.hub import Hub
from bot.sandbox.discord.links import Links
from bot.sandbox.discord.payloads.messages import MessageWriter
from bot.sandbox.discord.quotas import Quotas
from bot.sandbox.discord.rules import Rulebook
from bot.sandbox.discord.signals import Signal
from bot.sandbox.discord.snowflakes import Snowflakes
from bot.sandbox.discord.stateful import StatefulRules
from bot.sandbox.discord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """What every route, socket and person works with. `token` is the bot's."""

    token: str = field(repr=False)
    clock: Clock
    world: World
    rulebook: Rulebook
    rules: StatefulRules
    snowflakes: Snowflakes
    commands: CommandStore
    quotas: Quotas
    faults: Faults
    hub: Hub
    links: Links
    writer: MessageWriter
    signal: Signal

    @property
    def gateway_url(self) -> str:
        """Where the gateway listens."""
        return f"ws{self.links.base.removeprefix('http')}/gateway"
