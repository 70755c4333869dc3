"""What Discord's own client would not let anybody send."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.discord import Conversation, Person, interaction_data
from bot.sandbox.discord.flags import InteractionType
from bot.sandbox.discord.world import Channel


def forge(person: Person, channel: Channel, command: str, **options: Any) -> Conversation:
    """A slash command of which nothing is required and no value is checked."""
    data = interaction_data.slash(person._backend, person._record, channel, command, options, focused="")
    return person._begin(InteractionType.COMMAND, channel, data)


async def forge_form(person: Person, opener: Conversation, *, most: int, **fields: Any) -> Conversation:
    """A form that is filled in as it should be, of whose files then only the first so many are sent."""
    form, opened = await opener.opened_modal(), opener.interaction
    data = interaction_data.modal(person._backend, opened.channel, form, fields)
    for field in _uploads(data):
        field["values"] = field["values"][:most]
    return person._begin(InteractionType.MODAL, opened.channel, data, opened.source, opened)


def _uploads(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [part["component"] for part in data["components"] if "values" in part.get("component", {})]
