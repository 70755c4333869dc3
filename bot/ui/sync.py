"""Registering the commands with Discord, which allows 200 new ones a day: only when they have changed."""

import hashlib
import json
from typing import Any, Protocol

import discord
import structlog
from discord import app_commands

log = structlog.get_logger()

_TOMORROW = frozenset({30032, 30034})
"""Too many commands created: only time helps, and the old ones still work."""


class SyncMemory(Protocol):
    """Keeps the fingerprint of what was registered last."""

    async def load(self) -> str | None:
        """The latest fingerprint; None if there was none."""

    async def save(self, fingerprint: str, /) -> None:
        """Keep it."""


async def sync_if_changed(tree: app_commands.CommandTree[Any], memory: SyncMemory) -> None:
    """Register all global commands unless just these are registered for this application already.

    Raises discord.HTTPException where Discord refuses them.
    """
    wanted = fingerprint(tree)
    if await memory.load() == wanted:
        return
    try:
        commands = await tree.sync()
    except discord.HTTPException as error:
        if error.code not in _TOMORROW:
            raise
        log.error("commands not registered: Discord's daily limit", code=error.code)  # noqa: TRY400 - no defect to trace
        return
    await memory.save(wanted)
    log.info("commands registered", count=len(commands))


def fingerprint(tree: app_commands.CommandTree[Any]) -> str:
    """The same for the same commands of the same application."""
    commands = sorted((command.to_dict(tree) for command in tree.get_commands()), key=lambda each: str(each["name"]))
    text = json.dumps([tree.client.application_id, commands], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
