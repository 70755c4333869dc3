"""Buttons that outlive a restart: all that they know is in their custom id, the rest is read when they are pressed."""

import re
from typing import Any, Self

import discord
from discord import ButtonStyle, ui

from bot.domain.errors import Refused
from bot.domain.ids import TaskId, UserId
from bot.domain.sentences import Reason
from bot.ui.acknowledge import acknowledge_press
from bot.ui.carrier import carrier_of
from bot.ui.errors import explaining
from bot.ui.marks import Action, mark, pattern

Button = ui.Button[ui.View]


def row(*items: ui.DynamicItem[Any]) -> ui.View:
    """The buttons and selects under a message: five buttons to a line, or one select. Needs a running event loop."""
    view = ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    return view


class CancelButton(ui.DynamicItem[Button], template=pattern(Action.CANCEL)):
    """Stops a task; the engine then tells how it ended."""

    def __init__(self, task_id: TaskId, *, label: str, disabled: bool = False) -> None:
        custom_id = mark(Action.CANCEL, task_id)
        super().__init__(ui.Button(label=label, style=ButtonStyle.secondary, custom_id=custom_id, disabled=disabled))
        self._task_id = task_id

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """The button that was pressed."""
        return cls(TaskId(match["about"]), label=label_of(item))

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """For the person who asked; the Studio compares with the task once more."""
        return await asker_only(interaction)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Cancel the task."""
        async with explaining(interaction):
            if await acknowledge_press(interaction):
                await carrier_of(interaction).studio.cancel(self._task_id, UserId(interaction.user.id))


class DeleteButton(ui.DynamicItem[Button], template=pattern(Action.DELETE)):
    """Removes the message that it hangs on."""

    def __init__(self, task_id: TaskId, *, label: str) -> None:
        super().__init__(ui.Button(label=label, style=ButtonStyle.secondary, custom_id=mark(Action.DELETE, task_id)))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """The button that was pressed."""
        return cls(TaskId(match["about"]), label=label_of(item))

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """For the person who asked, and for who may delete messages here anyway."""
        moderates = interaction.guild_id is not None and interaction.permissions.manage_messages
        return await _allow(interaction, allowed=moderates or _asker(interaction) == interaction.user.id)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Delete the message, by the token of this press: it needs no permission, and reaches ephemeral ones too."""
        async with explaining(interaction):
            if await acknowledge_press(interaction):
                await interaction.delete_original_response()


async def asker_only(interaction: discord.Interaction) -> bool:
    """Whether nobody else asked for what the message shows, as far as it tells; others hear that it is not theirs."""
    return await _allow(interaction, allowed=_asker(interaction) in {None, interaction.user.id})


def label_of(item: ui.Item[Any]) -> str:
    """What a pressed button reads."""
    return item.label or "" if isinstance(item, ui.Button) else ""


def _asker(interaction: discord.Interaction) -> int | None:
    """Who asked for what the message shows: who began the interaction, or the one person whom it mentions."""
    message = interaction.message
    if message is None:
        return None
    if message.interaction_metadata is not None:
        return message.interaction_metadata.user.id
    if interaction.guild_id is None:
        return interaction.user.id
    return next((person.id for person in message.mentions), None)


async def _allow(interaction: discord.Interaction, *, allowed: bool) -> bool:
    if not allowed:
        async with explaining(interaction):
            raise Refused(Reason.NOT_YOURS)
    return allowed
