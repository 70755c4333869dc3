"""From a tool of the catalogue to its slash command."""

import inspect
from collections.abc import Iterator
from functools import partial
from inspect import Parameter
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType, Choice

from bot.domain.tools import Family, Tool
from bot.engine.studio import Studio
from bot.ui.acknowledge import acknowledge
from bot.ui.errors import explaining
from bot.ui.options import FieldOption, SuggestedOption, is_free_text
from bot.ui.request import reply_for, request_for

_PRIVATE = "private"
_PROVIDER = "provider"
_OURS = {_PRIVATE: "Show the result to you alone", _PROVIDER: "Who does it; left empty, the best one that is set up"}

ToolCommand = app_commands.Command[Any, ..., None]


def commands_for(family: Family, studio: Studio) -> list[ToolCommand]:
    """One command per tool of a family, in the catalogue's order."""
    return [command_for(tool, studio) for tool in studio.tools if tool.family is family]


def command_for(tool: Tool, studio: Studio) -> ToolCommand:
    """The tool's command: its pictures, its options, `private`, and `provider` where there is more than one.

    It works on servers and in direct messages with the bot.
    """

    async def run(interaction: discord.Interaction, /, **given: Any) -> None:
        private, provider = bool(given.pop(_PRIVATE, None)), given.pop(_PROVIDER, None)
        async with explaining(interaction):
            if acknowledged := await acknowledge(interaction, private=private):
                reply = reply_for(interaction, private=private, message_id=acknowledged.message_id)
                await studio.start(request_for(tool, interaction, given, reply=reply, provider=provider))

    run.__signature__ = _signature(tool, studio)  # type: ignore[attr-defined]  # what discord.py reads
    app_commands.describe(**_descriptions(tool, studio))(run)
    if providers := _providers(tool, studio):
        app_commands.choices(provider=providers)(run)
    return app_commands.Command(
        name=tool.key,
        description=tool.summary,
        callback=run,
        allowed_contexts=AppCommandContext(guild=True, dm_channel=True, private_channel=False),
        allowed_installs=AppInstallationType(guild=True, user=False),
    )


def _signature(tool: Tool, studio: Studio) -> inspect.Signature:
    """Raises ValueError where two options have the same name."""
    interaction = Parameter("interaction", Parameter.POSITIONAL_ONLY, annotation=discord.Interaction)
    return inspect.Signature([interaction, *_parameters(tool, studio)])


def _parameters(tool: Tool, studio: Studio) -> Iterator[Parameter]:
    option = partial(Parameter, kind=Parameter.KEYWORD_ONLY)
    for slot in tool.slots:
        yield option(slot.name, annotation=discord.Attachment)
    for name, field in tool.options.model_fields.items():
        suggest = partial(studio.suggestions, tool.key, name)
        suggested = is_free_text(field) and suggest("")
        annotation = SuggestedOption(field, suggest) if suggested else FieldOption(field)
        yield option(name, annotation=annotation, default=Parameter.empty if field.is_required() else None)
    yield option(_PRIVATE, annotation=bool, default=False)
    if _providers(tool, studio):
        yield option(_PROVIDER, annotation=str | None, default=None)


def _descriptions(tool: Tool, studio: Studio) -> dict[str, str]:
    slots = {slot.name: slot.description for slot in tool.slots}
    options = {name: field.description or name for name, field in tool.options.model_fields.items()}
    ours = dict(_OURS)
    if not _providers(tool, studio):
        del ours[_PROVIDER]
    return slots | options | ours


def _providers(tool: Tool, studio: Studio) -> list[Choice[str]]:
    """The providers to choose from; none where there is no choice."""
    providers = studio.providers_of(tool.key)
    return [Choice(name=title, value=key) for key, title in providers] if len(providers) > 1 else []
