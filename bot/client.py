"""The discord.py client: loads the cogs, registers the commands, carries the Studio and the keyring."""

import asyncio
import importlib
import logging
import pkgutil
from collections.abc import Iterator
from typing import Any

import discord
import yarl
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.engine.keyring import Keyring
from bot.engine.studio import Studio
from bot.roles import Shards
from bot.ui.buttons import CancelButton, DeleteButton
from bot.ui.collecting import GetButton
from bot.ui.consent import AgreeButton
from bot.ui.errors import ExplainingTree, explaining
from bot.ui.marks import is_ours
from bot.ui.messages import say
from bot.ui.notices import Notice
from bot.ui.packing import Packer
from bot.ui.picker import PickSelect
from bot.ui.remaking import AgainButton, GoOnButton, VaryButton
from bot.ui.reply import reply
from bot.ui.settings import DiscordSettings
from bot.ui.sync import SyncMemory, sync_if_changed

BUTTONS = (CancelButton, DeleteButton, GetButton, AgainButton, VaryButton, GoOnButton, PickSelect, AgreeButton)
"""What stays pressable after a restart."""

_INDISCREET = ("discord.gateway", "discord.http", "discord.webhook.async_")
"""At DEBUG these log every payload: interaction tokens, and what is typed into the key form."""


_LONGEST_PAUSE_S = 30.0
"""A rate limit that asks for more is reported, so that the task goes back to its queue meanwhile."""


class DarkroomClient(commands.AutoShardedBot):
    """`await client.login(token)`, then `await client.connect()`, which ends without an error after `close()`.

    Keeps no messages and no members. A cog that does not load stops the login.
    """

    def __init__(
        self,
        settings: DiscordSettings,
        *,
        shards: Shards | None = None,
        studio: Studio,
        keyring: Keyring,
        packer: Packer,
        memory: SyncMemory,
    ) -> None:
        super().__init__(
            commands.when_mentioned,
            help_command=None,
            tree_cls=ExplainingTree,
            intents=discord.Intents(guilds=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=_LONGEST_PAUSE_S,
            **_share(settings, shards),
        )
        self.studio = studio
        self.keyring = keyring
        self.packer = packer
        self._memory = memory
        self._gateway: asyncio.Task[None] | None = None
        keep_payloads_out_of_logs()

    async def setup_hook(self) -> None:
        """Everything that must be there before the first event."""
        self.add_dynamic_items(*BUTTONS)
        for name in cog_names():
            await self.load_extension(name)
        await sync_if_changed(self.tree, self._memory)

    async def connect(self, *, reconnect: bool = True) -> None:
        """Stay connected until `close()`. Closed while still connecting, discord.py alone would try on for ever."""
        self._gateway = asyncio.create_task(super().connect(reconnect=reconnect), name="gateway")
        try:
            await asyncio.wait({self._gateway})
        finally:
            self._gateway.cancel()
        if not self._gateway.cancelled():
            self._gateway.result()

    async def close(self) -> None:
        """Leave Discord; may be called at any time and more than once."""
        await super().close()
        if self._gateway is not None:
            self._gateway.cancel()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer what was pressed or submitted and nothing here knows any more; discord.py would stay silent."""
        if interaction.type not in {discord.InteractionType.component, discord.InteractionType.modal_submit}:
            return
        if not is_ours(interaction.custom_id or ""):
            async with explaining(interaction):
                await reply(interaction, say(Notice.TOO_OLD, interaction.locale.value))


def _share(settings: DiscordSettings, shards: Shards | None) -> dict[str, Any]:
    if shards is None:
        return {"shard_count": settings.shard_count}
    return {"shard_ids": shards.ids, "shard_count": shards.count}


def speaker() -> discord.Client:
    """A client that writes to Discord and never listens."""
    keep_payloads_out_of_logs()
    return discord.Client(
        intents=discord.Intents.none(),
        allowed_mentions=discord.AllowedMentions.none(),
        max_ratelimit_timeout=_LONGEST_PAUSE_S,
    )


def cog_names(package: str = "cogs") -> Iterator[str]:
    """Every module of the package whose name does not begin with an underscore, in alphabetical order."""
    path = importlib.import_module(package).__path__
    yield from sorted(f"{package}.{found.name}" for found in pkgutil.iter_modules(path) if found.name[0] != "_")


def point_at(settings: DiscordSettings) -> None:
    """Let discord.py of this process speak to another REST address and gateway: a proxy, or the sandbox."""
    Route.BASE = settings.api_base
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway)


def keep_payloads_out_of_logs() -> None:
    """Whatever the root level, the loggers that write payloads stay above DEBUG."""
    for name in _INDISCREET:
        logging.getLogger(name).setLevel(logging.INFO)
