"""From a tool of the catalogue to its slash command."""

import inspect
from collections.abc import Iterator
from functools import partial
from inspect import Parameter
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType, Choice

from bot.domain.tools import Family, Slot, Tool
from bot.engine.studio import Studio
from bot.ui.draft import Draft, start
from bot.ui.errors import explaining
from bot.ui.forms import needs_form, picture_form
from bot.ui.options import option_for, shown_fields

_PRIVATE = "private"
_PROVIDER = "provider"
_OURS = {_PRIVATE: "Show the result to you alone", _PROVIDER: "Who does it; left empty, the best one that is set up"}

ToolCommand = app_commands.Command[Any, ..., None]


def commands_for(family: Family, studio: Studio) -> list[ToolCommand]:
    """One command per tool of a family, in the catalogue's order."""
    return [command_for(tool, studio) for tool in studio.tools if tool.family is family]


def command_for(tool: Tool, studio: Studio) -> ToolCommand:
    """The tool's command: its pictures, its options, `private`, and `provider` where there is more than one.

    It works on servers and in direct messages with the bot. Where a tool takes a series of pictures, a form asks for
    them.
    """

    async def run(interaction: discord.Interaction, /, **given: Any) -> None:
        private, provider = bool(given.pop(_PRIVATE, None)), given.pop(_PROVIDER, None)
        draft = Draft(tool=tool, given=given, private=private, provider=provider)
        async with explaining(interaction):
            if needs_form(tool):
                studio.refuse_early(tool.key, {name: value for name, value in given.items() if value is not None})
                await interaction.response.send_modal(picture_form(draft, interaction.locale.value))
            else:
                await start(interaction, draft, studio)

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
    """In the order in which they are shown, but that discord.py puts the required ones first."""
    option = partial(Parameter, kind=Parameter.KEYWORD_ONLY)
    for slot in _slots(tool):
        if slot.least:
            yield option(slot.name, annotation=discord.Attachment)
        else:
            yield option(slot.name, annotation=discord.Attachment | None, default=None)
    for name, field in shown_fields(tool).items():
        annotation = option_for(field, partial(studio.suggestions, tool.key, name))
        yield option(name, annotation=annotation, default=Parameter.empty if field.is_required() else None)
    yield option(_PRIVATE, annotation=bool, default=False)
    if _providers(tool, studio):
        yield option(_PROVIDER, annotation=str | None, default=None)


def _descriptions(tool: Tool, studio: Studio) -> dict[str, str]:
    slots = {slot.name: slot.description for slot in _slots(tool)}
    options = {name: field.description or name for name, field in shown_fields(tool).items()}
    ours = dict(_OURS)
    if not _providers(tool, studio):
        del ours[_PROVIDER]
    return slots | options | ours


def _slots(tool: Tool) -> tuple[Slot, ...]:
    """The pictures that the command itself takes."""
    return () if needs_form(tool) else tool.slots


def _providers(tool: Tool, studio: Studio) -> list[Choice[str]]:
    """The providers to choose from; none where there is no choice."""
    providers = studio.providers_of(tool.key)
    return [Choice(name=title, value=key) for key, title in providers] if len(providers) > 1 else []
