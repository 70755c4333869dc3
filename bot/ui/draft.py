"""What a person asks for, from the command to the engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.domain.tools import Tool
from bot.engine.studio import Studio
from bot.ui.acknowledge import acknowledge
from bot.ui.request import reply_for, request_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`given` holds options and attachments by name, as `request_for` takes them; None is not given."""

    tool: Tool
    given: Mapping[str, Any]
    private: bool = False
    provider: str | None = None


async def start(interaction: discord.Interaction, draft: Draft, studio: Studio) -> None:
    """Promise an answer, then begin. Raises what the Studio raises."""
    if acknowledged := await acknowledge(interaction, private=draft.private):
        reply = reply_for(interaction, private=draft.private, message_id=acknowledged.message_id)
        await studio.start(request_for(draft.tool, interaction, draft.given, reply=reply, provider=draft.provider))
